/** One metric: its name, a readout of the hovered or the latest values, and the curves. */
import { useMemo, useState } from 'preact/hooks';
import { formatMetric, metricTitle } from '../../src/common/format';
import type { MetricValue, RunView } from '../../src/common/run-view';
import type { Theme } from '../ui/theme';
import { t } from '../ui/words';
import { lineStyle } from './chart';
import { Curve, type HoveredRow, hoveredPlace } from './curve';
import type { CurveOptions } from './options';
import { type Line, type LineRole, linesOf, spansMagnitudes, valueAt } from './series';

const roleHelp: Record<LineRole, () => string> = {
  raw: () => t('Unsmoothed'),
  train: () => t('Mean of the steps since the previous point. The table lists the mean of each whole epoch, as Keras logs it.'),
  validation: () => t('At the end of each epoch, over all validation data'),
};

const roleWords: Record<LineRole, () => string> = {
  raw: () => t('unsmoothed'),
  train: () => t('training'),
  validation: () => t('validation'),
};

interface Reading {
  line: Line;
  label: string;
  value: MetricValue;
}

export function MetricChart(props: { runs: readonly RunView[]; metric: string; options: CurveOptions; theme: Theme }) {
  const { runs, metric, options, theme } = props;
  const { axis, smoothing } = options;
  const [hover, setHover] = useState<HoveredRow | null>(null);
  const lines = useMemo(() => linesOf(runs, metric, axis, smoothing), [runs, metric, axis, smoothing]);
  const logarithmic = options.logarithmic && spansMagnitudes(metric);
  const title = metricTitle(metric);
  const readings = read(lines, runs, hover);
  const place = hoveredPlace(hover, axis) ?? t('latest');
  const spoken = `${place}: ${readings.map(({ label, value }) => `${label} ${formatMetric(value)}`).join(', ')}`;
  return (
    <section class="chart" aria-label={title}>
      <div class="chart-head">
        <h2>{title}</h2>
        <div class="readout">
          {readings.map(reading => (
            <ReadoutItem key={`${reading.line.run}-${reading.line.role}`} reading={reading} theme={theme} />
          ))}
          <span class="place">{place}</span>
        </div>
      </div>
      <Curve
        key={`${axis}-${logarithmic}`}
        title={title}
        lines={lines}
        theme={theme}
        axis={axis}
        logarithmic={logarithmic}
        hover={hover}
        spoken={spoken}
        onHover={setHover}
      />
    </section>
  );
}

/** A run beside the shown one: by its program and the time at which it began. */
function runName(run: RunView | undefined): string {
  const started = run?.start ? ` (${new Date(run.start.startedAt).toLocaleTimeString()})` : '';
  return `${run?.title ?? ''}${started}`;
}

function read(lines: readonly Line[], runs: readonly RunView[], hover: HoveredRow | null): Reading[] {
  return lines.map((line, index) => {
    const column = hover?.table.ys[index];
    const value = hover && column ? valueAt(column, hover.row) : valueAt(line.y, line.y.length - 1);
    const label = line.run === 0 ? roleWords[line.role]() : t('{0} of {1}', roleWords[line.role](), runName(runs[line.run]));
    return { line, label, value };
  });
}

function ReadoutItem({ reading: { line, label, value }, theme }: { reading: Reading; theme: Theme }) {
  const style = lineStyle(line.role, line.run, theme);
  return (
    <span class="readout-item" title={roleHelp[line.role]()}>
      <svg class="swatch" viewBox="0 0 16 8" aria-hidden="true">
        <line x1="0" y1="4" x2="16" y2="4" stroke={style.colour} stroke-width={style.width} stroke-dasharray={style.dash.join(' ')} />
        {style.points && <circle cx="8" cy="4" r="3" fill={theme.background} stroke={style.colour} stroke-width="1.5" />}
      </svg>
      {label} <b>{formatMetric(value)}</b>
    </span>
  );
}
