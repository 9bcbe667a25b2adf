import type { ComponentChildren } from 'preact';
import { formatBytes, formatCount } from '../../src/common/format';
import type { CompatDetail } from '../../src/protocol/compatibility';
import { quotedName } from '../../src/query/syntax';
import { Link } from '../ui/controls';
import { t } from '../ui/words';

interface FiguresProps {
  feature: string;
  figures: NonNullable<CompatDetail['verdict']['embedding']>;
  showRecords(where: string): void;
}

/** What an Embedding and the ids of the feature come to. Numbers of ids lead to the records behind them. */
export function Figures({ feature, figures, showRecords }: FiguresProps) {
  const { rows, smallestId, largestId, paddingShare, unusedRows, parameters, bytes } = figures;
  const name = quotedName(feature);
  const count = (value: number | null | undefined) => (value == null ? undefined : formatCount(value));
  const records = (text: string | undefined, where: string) =>
    text === undefined ? undefined : (
      <Link title={t('Show the records')} onPress={() => showRecords(where)}>
        {text}
      </Link>
    );
  return (
    <dl class="figures">
      <Figure name={t('Rows (input_dim)')}>{count(rows)}</Figure>
      <Figure name={t('Smallest id')}>{records(count(smallestId), `any(${name} == ${smallestId})`)}</Figure>
      <Figure name={t('Largest id')}>{records(count(largestId), `any(${name} == ${largestId})`)}</Figure>
      <Figure name={t('Padding (ids that are 0)')}>{paddingShare === undefined ? undefined : shareText(paddingShare)}</Figure>
      <Figure name={t('Rows never used')}>{count(unusedRows)}</Figure>
      <Figure name={t('Parameters')}>{count(parameters)}</Figure>
      <Figure name={t('Memory of the weights')}>{bytes == null ? undefined : formatBytes(bytes)}</Figure>
    </dl>
  );
}

/** A name and its figure; nothing where there is no figure. */
export const Figure = ({ name, children }: { name: string; children: ComponentChildren }) =>
  children === undefined ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );

/** A share from 0 to 1. */
export const shareText = (share: number): string => `${(share * 100).toFixed(1)} %`;
