/** Below the figures of a feature: which layers of the workspace's models, and which modules, take it. Asked for when the feature is opened. */
import { useEffect, useState } from 'preact/hooks';
import { formatCount } from '../../src/common/format';
import type { CompatPlace, CompatRow, CompatTarget, TableCell } from '../../src/protocol/compatibility';
import type { SchemaView } from '../../src/protocol/records-schema';
import { Link } from '../ui/controls';
import { VERDICT_MARKS, verdictWords } from '../ui/verdict-words';
import { t, tell } from '../ui/words';

/** What the page can learn of models, and do with it. */
export interface ModelsOfPage {
  /** Grows when the models may take something else. */
  turn: number;
  ask(feature: string): Promise<CompatRow | null>;
  /** Opens the compatibility panel. */
  show(place: CompatPlace | null): void;
}

/** Layers that are listed; the panel has all. */
const MAX_LISTED = 12;
/** The best verdict comes first. */
const ORDER: readonly TableCell['verdict'][] = ['fits', 'fits-after', 'does-not-fit'];

export function FeatureModels({ feature, schema, models }: { feature: string; schema: SchemaView; models: ModelsOfPage }) {
  const [row, setRow] = useState<CompatRow | null | 'asked'>('asked');
  const { turn, ask, show } = models;
  useEffect(() => {
    let isWanted = true;
    ask(feature).then(
      answer => isWanted && setRow(answer),
      () => isWanted && setRow(null),
    );
    return () => {
      isWanted = false;
    };
    // The statistics, and so the verdicts, come with the schema.
  }, [feature, schema, turn, ask]);
  if (row === null) return null;
  return (
    <section class="models" aria-label={t('Compatibility')}>
      <h3>{t('Compatibility')}</h3>
      {row === 'asked' ? (
        <p class="quiet">{t('Reading the programs of the workspace…')}</p>
      ) : (
        <Row feature={feature} row={row} show={show} />
      )}
    </section>
  );
}

function Row({ feature, row: { targets, cells }, show }: { feature: string; row: CompatRow; show: ModelsOfPage['show'] }) {
  if (targets.length === 0)
    return (
      <p class="quiet">
        {t('No program of the workspace has a model whose inputs are known.')}{' '}
        <Link onPress={() => show(null)}>{t('Show Compatibility')}</Link>
      </p>
    );
  const listed = targets
    .map((target, index) => ({ target, cell: cells[index] }))
    .sort((one, other) => ORDER.indexOf(one.cell.verdict) - ORDER.indexOf(other.cell.verdict));
  return (
    <ul>
      {listed.slice(0, MAX_LISTED).map(({ target, cell }) => (
        <li key={target.id}>
          <Verdict target={target} cell={cell} onPress={() => show({ feature, target: target.id })} />
        </li>
      ))}
      {listed.length > MAX_LISTED && (
        <li>
          <Link onPress={() => show(null)}>{t('and {0} more', formatCount(listed.length - MAX_LISTED))}</Link>
        </li>
      )}
    </ul>
  );
}

function Verdict({
  target: { name, model, span },
  cell: { verdict, reason, step },
  onPress,
}: {
  target: CompatTarget;
  cell: TableCell;
  onPress(): void;
}) {
  return (
    <button type="button" class={verdict} title={tell(reason)} onClick={onPress}>
      <span class="mark">{VERDICT_MARKS[verdict]}</span>
      <span class="what">
        <strong>{name}</strong> <span class="quiet">{span ? `${model} · ${span.path.split('/').at(-1)}` : t('module')}</span>
        <br />
        {step === undefined ? verdictWords[verdict]() : tell(step)}
      </span>
    </button>
  );
}
