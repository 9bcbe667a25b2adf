/** What flows through a model, from the data to the loss: a step for each layer, with what it gives and where it breaks. */
import type { LayerView, ModelView, TrainingView } from '../../src/protocol/model-page';
import { t } from '../ui/words';
import type { Actions } from './actions';
import { LayerRow } from './layer-row';
import { Problem } from './problem';

/** Arrow keys, Home and End move between the steps. */
function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const steps = [...event.currentTarget.querySelectorAll<HTMLElement>('button.step')];
  const at = steps.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: steps.length - 1 }[event.key];
  if (next === undefined || at < 0) return;
  steps[Math.min(Math.max(next, 0), steps.length - 1)]?.focus();
  event.preventDefault();
}

export function Flow({ model, current, ...actions }: { model: ModelView; current: number | null } & Actions) {
  const [training] = model.trainings;
  return (
    <ol class="flow" onKeyDown={moveFocus}>
      {training && <DataStep training={training} {...actions} />}
      {model.inputs !== null && <InputStep type={model.inputs} />}
      {model.layers.map((layer, index) => (
        <LayerRow
          key={`${layer.span.path}:${layer.span.line}:${layer.span.column}:${index}`}
          layer={layer}
          from={sourcesOf(model.layers, index)}
          dtypeBefore={dtypeBefore(model, index)}
          isCurrent={index === current}
          {...actions}
        />
      ))}
      {training && <LossStep training={training} {...actions} />}
    </ol>
  );
}

/** Where a step gets its tensors from, where that is not simply the step before. */
function sourcesOf(layers: readonly LayerView[], index: number): string[] {
  const { from } = layers[index] as LayerView;
  if (from.length === 0 || (from.length === 1 && from[0] === index - 1)) return [];
  return from.flatMap(one => layers[one]?.name || layers[one]?.class || []);
}

/** dtype of what a step gets, so that it is written only where it changes. */
function dtypeBefore({ layers, inputs }: ModelView, index: number): string | undefined {
  const { from } = layers[index] as LayerView;
  const before = from.length === 0 ? inputs : from.length === 1 ? layers[from[0] as number]?.output : undefined;
  return before?.split(' (')[0];
}

/** The files that the records come from, as one name where they are the shards of a set. */
function filesInWords(files: readonly string[]): string {
  const [first = ''] = files;
  const name = first.split('/').at(-1) ?? first;
  return files.length === 1 ? name : `${name.replace(/-\d{5}-of-\d{5}$/, '')} · ${t('{0} files', files.length)}`;
}

function DataStep({ training, goTo }: { training: TrainingView } & Actions) {
  const { records, inputs, range, span } = training;
  if (records === null && inputs === null) return null;
  return (
    <li class="end">
      <button type="button" class="step" title={t('Go to line {0}', span.line)} onClick={() => goTo(span)}>
        <span class="pair">
          <span class="what">{records ? t('Records') : t('Data')}</span>
          <code class="shape">{inputs ?? '?'}</code>
        </span>
        {records && (
          <div class="details minor" title={records.join('\n')}>
            {filesInWords(records)}
          </div>
        )}
        {range && <div class="minor">{t('values {0}', range)}</div>}
      </button>
    </li>
  );
}

const InputStep = ({ type }: { type: string }) => (
  <li>
    <div class="step pair">
      <span class="what">{t('Input')}</span>
      <code class="shape">{type}</code>
    </div>
  </li>
);

function LossStep({ training, goTo, explain }: { training: TrainingView } & Actions) {
  const { labels, loss, span, problems } = training;
  return (
    <li class={problems.length > 0 ? `end ${problems[0]?.level}` : 'end'}>
      <button type="button" class="step" title={t('Go to line {0}', span.line)} onClick={() => goTo(span)}>
        <span class="pair">
          <span class="what">{t('Labels')}</span>
          <code class="shape">{labels ?? '?'}</code>
        </span>
        {loss && <div class="details minor">{loss}</div>}
      </button>
      {problems.map(problem => (
        <Problem key={problem.id} {...problem} explain={explain} />
      ))}
    </li>
  );
}
