import { useEffect, useRef } from 'preact/hooks';
import { formatCount } from '../../src/common/format';
import type { LayerView } from '../../src/protocol/model-page';
import { t } from '../ui/words';
import type { Actions } from './actions';
import { parametersText } from './parameters-text';
import { Problem } from './problem';

interface Row extends Actions {
  layer: LayerView;
  /** Names of the steps that feed it, where it is not the one before. */
  from: readonly string[];
  /** dtype of what goes in. */
  dtypeBefore: string | undefined;
  /** The cursor is on it. */
  isCurrent: boolean;
}

/** One layer: what it is, what it gives, its parameters, and what is wrong with it. */
export function LayerRow({ layer, from, dtypeBefore, isCurrent, goTo, explain }: Row) {
  const step = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) step.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const { name, class: kind, span, settings, output, parameters, embedding, problem } = layer;
  return (
    <li class={problem?.level ?? (output === null ? 'unknown' : '')}>
      <button
        ref={step}
        type="button"
        class="step"
        aria-current={isCurrent}
        title={t('Go to line {0}', span.line)}
        onClick={() => goTo(span)}
      >
        <span class="pair">
          <span class="what">{kind === 'Operation' ? name || t('operation') : kind}</span>
          <Output output={output} dtypeBefore={dtypeBefore} />
        </span>
        <span class="pair minor">
          <span class="details">{[kind === 'Operation' ? '' : name, settings].filter(Boolean).join(' · ')}</span>
          {parameters !== null && parameters > 0 && (
            <span class="parameters" title={parametersText(parameters)}>
              {formatCount(parameters)}
            </span>
          )}
        </span>
        {from.length > 0 && <div class="minor">{t('from {0}', from.join(', '))}</div>}
        {embedding && <div class="minor">{t('takes {0}, gives {1}', embedding.takes, embedding.gives)}</div>}
      </button>
      {problem && <Problem {...problem} explain={explain} />}
    </li>
  );
}

/** What comes out; the dtype only where it is another one than went in. */
function Output({ output, dtypeBefore }: { output: string | null; dtypeBefore: string | undefined }) {
  if (output === null)
    return (
      <code class="shape" title={t('The output of this layer is unknown')}>
        ?
      </code>
    );
  const isSame = dtypeBefore !== undefined && output.startsWith(`${dtypeBefore} (`);
  return (
    <code class="shape" title={output}>
      {isSame ? output.slice(dtypeBefore.length + 1) : output}
    </code>
  );
}
