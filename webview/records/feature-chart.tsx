/** A little histogram or the most frequent values of a feature; every bar leads to the rows behind it. */

import { formatCount, withoutCommonStart } from '../../src/common/format';
import type { ChartBar, FeatureChart } from '../../src/protocol/records-schema';
import { as } from '../ui/aria';
import { t } from '../ui/words';

export interface FeatureChartProps {
  chart: FeatureChart;
  name: string;
  /** Shows the rows behind a bar. */
  onPick(bar: ChartBar): void;
}

export function FeatureChartView({ chart, name, onPick }: FeatureChartProps) {
  return chart.kind === 'top' ? (
    <TopValues chart={chart} name={name} onPick={onPick} />
  ) : (
    <Histogram chart={chart} name={name} onPick={onPick} />
  );
}

const CHART_SUBJECTS = { values: () => t('values'), lengths: () => t('lengths'), bytes: () => t('sizes in bytes') };

function Histogram({ chart, name, onPick }: FeatureChartProps) {
  const highest = Math.max(...chart.bars.map(({ count }) => count));
  const [low, high] = [chart.bars[0], chart.bars.at(-1)];
  return (
    <div class="histogram">
      <div
        class="bars"
        {...as('group', { 'aria-label': t('Histogram of {0}: {1} of {2}', CHART_SUBJECTS[chart.of](), name, summary(chart)) })}
      >
        {chart.bars.map(bar => (
          <button
            key={bar.where}
            type="button"
            class="bar"
            disabled={bar.count === 0}
            aria-label={t('{0}: {1}', bar.label, formatCount(bar.count))}
            title={t('{0}: {1} — click to show the records', bar.label, formatCount(bar.count))}
            onClick={() => onPick(bar)}
          >
            <span style={{ height: `${bar.count === 0 ? 0 : Math.max(4, (100 * bar.count) / highest)}%` }} />
          </button>
        ))}
      </div>
      <div class="axis" aria-hidden="true">
        <span>{edge(low, 0)}</span>
        <span>{chart.of === 'values' ? '' : CHART_SUBJECTS[chart.of]()}</span>
        <span>{edge(high, -1)}</span>
      </div>
    </div>
  );
}

/** The outer bound of a bar's label, "1 … 2". */
const edge = (bar: ChartBar | undefined, at: number): string => bar?.label.split(' … ').at(at) ?? '';

function summary({ bars, coverage }: FeatureChart): string {
  const counts = bars.map(({ label, count }) => t('{0}: {1}', label, formatCount(count))).join(', ');
  return coverage === 'all' ? counts : t('{0} (of a sample)', counts);
}

function TopValues({ chart, onPick }: FeatureChartProps) {
  const highest = Math.max(...chart.bars.map(({ count }) => count));
  const labels = withoutCommonStart(chart.bars.map(({ label }) => label));
  return (
    <ul class="tops">
      {chart.bars.map((bar, index) => (
        <li key={bar.where}>
          <button
            type="button"
            title={t('{0}: {1} — click to show the records', bar.label, formatCount(bar.count))}
            onClick={() => onPick(bar)}
          >
            <span class="fill" style={{ width: `${(100 * bar.count) / highest}%` }} />
            <span class="label">{labels[index] || '“”'}</span>
            <span class="count">{formatCount(bar.count)}</span>
          </button>
        </li>
      ))}
      {chart.more > 0 && <li class="more">{t('and {0} other values', formatCount(chart.more))}</li>}
    </ul>
  );
}
