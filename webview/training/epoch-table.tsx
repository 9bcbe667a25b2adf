/** The run epoch by epoch: the curves' text alternative, and what people copy from. */
import { formatDuration, formatMetric, metricTitle } from '../../src/common/format';
import type { EpochRow, RunView } from '../../src/common/run-view';
import { t } from '../ui/words';
import { isLive } from './run-header';
import { spansMagnitudes } from './series';

/** The epoch at which a metric was best: the lowest of a loss or an error, the highest of a share; null if there is none. */
export function bestEpoch(rows: readonly EpochRow[], metric: string): number | null {
  const known = rows.filter(row => typeof row.metrics[metric] === 'number');
  const sign = spansMagnitudes(metric) ? 1 : -1;
  const best = known.reduce<EpochRow | null>(
    (held, row) => (held && sign * (held.metrics[metric] as number) <= sign * (row.metrics[metric] as number) ? held : row),
    null,
  );
  return best?.epoch ?? null;
}

export function EpochTable({ run }: { run: RunView }) {
  const metrics = [...new Set(run.epochs.flatMap(row => Object.keys(row.metrics)))];
  if (run.epochs.length === 0) {
    return <p class="hint">{isLive(run.status) ? t('The table appears after the first epoch.') : t('No epoch was completed.')}</p>;
  }
  const best = new Map(metrics.map(metric => [metric, run.epochs.length > 1 ? bestEpoch(run.epochs, metric) : null]));
  return (
    <div class="table">
      <table class="epochs">
        <caption>{t('Epochs')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Epoch')}</th>
            {metrics.map(metric => (
              <th key={metric} scope="col">
                {metric.startsWith('val_') ? t('Validation {0}', metricTitle(metric.slice(4)).toLowerCase()) : metricTitle(metric)}
              </th>
            ))}
            <th scope="col">{t('Time')}</th>
            <th scope="col">{t('Steps/s')}</th>
          </tr>
        </thead>
        <tbody>
          {run.epochs.map(row => (
            <tr key={row.epoch}>
              <th scope="row">{row.epoch}</th>
              {metrics.map(metric => (
                <td key={metric} class={best.get(metric) === row.epoch ? 'best' : undefined}>
                  {formatMetric(row.metrics[metric])}
                  {best.get(metric) === row.epoch && (
                    <span class="best-mark" title={t('Best epoch for this metric')}>
                      {t('best')}
                    </span>
                  )}
                </td>
              ))}
              <td>{formatDuration(row.seconds)}</td>
              <td>{row.stepsPerSecond.toFixed(row.stepsPerSecond < 10 ? 1 : 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
