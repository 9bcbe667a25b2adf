/** The page: head, controls, curves, table. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RunView } from '../../src/common/run-view';
import { Button, Checkbox, Choice, Slider } from '../ui/controls';
import { onThemeChange, readTheme } from '../ui/theme';
import { t } from '../ui/words';
import { EpochTable } from './epoch-table';
import { MetricChart } from './metric-chart';
import type { CurveOptions } from './options';
import { type RunActions, RunHeader } from './run-header';
import { metricsOf, spansMagnitudes, type XAxis } from './series';

const axes = (): { value: XAxis; label: string }[] => [
  { value: 'step', label: t('Step') },
  { value: 'epoch', label: t('Epoch') },
  { value: 'time', label: t('Time') },
];

const smoothingHelp = (): string =>
  t(
    'Weight of the exponential moving average of the training curve (0 is off), without bias toward zero at the start. The faint line shows the unsmoothed values. Validation curves are never smoothed.',
  );

export interface AppProps {
  /** The run and those beside it; null before the host has answered. A run that has grown is another object. */
  runs: readonly RunView[] | null;
  options: CurveOptions;
  onOptions(options: CurveOptions): void;
  actions: RunActions;
}

export function TrainingPage({ runs, options, onOptions, actions }: AppProps) {
  const theme = useTheme();
  const run = runs?.[0];
  const metrics = useMemo(() => (run ? metricsOf(run) : []), [run]);
  if (runs === null) return null;
  if (!run) return <NoRun train={actions.trainAgain} />;
  return (
    <main>
      <RunHeader run={run} actions={actions} />
      {metrics.length > 0 && (
        <>
          <Controls options={options} onOptions={onOptions} canBeLogarithmic={metrics.some(spansMagnitudes)} />
          <div class="charts">
            {metrics.map(metric => (
              <MetricChart key={metric} runs={runs} metric={metric} options={options} theme={theme} />
            ))}
          </div>
        </>
      )}
      <EpochTable run={run} />
    </main>
  );
}

function Controls(props: { options: CurveOptions; onOptions(options: CurveOptions): void; canBeLogarithmic: boolean }) {
  const { options, onOptions } = props;
  const change = (changed: Partial<CurveOptions>): void => onOptions({ ...options, ...changed });
  return (
    <div class="controls" role="toolbar" aria-label={t('Chart options')}>
      <Choice label={t('Horizontal axis')} value={options.axis} options={axes()} onChange={axis => change({ axis })} />
      <Slider
        label={t('Smoothing')}
        title={smoothingHelp()}
        value={options.smoothing}
        max={0.99}
        step={0.01}
        onChange={smoothing => change({ smoothing })}
      />
      {props.canBeLogarithmic && (
        <Checkbox
          label={t('Logarithmic loss')}
          title={t('Losses and errors on a logarithmic axis')}
          checked={options.logarithmic}
          onChange={logarithmic => change({ logarithmic })}
        />
      )}
    </div>
  );
}

function NoRun({ train }: { train(): void }) {
  return (
    <main class="empty">
      <h1>{t('No training runs yet')}</h1>
      <p>{t('Train a Keras model in this workspace to see its loss curves here.')}</p>
      <Button primary onPress={train}>
        {t('Train Model')}
      </Button>
    </main>
  );
}

function useTheme() {
  const [theme, setTheme] = useState(readTheme);
  useEffect(
    () => onThemeChange(() => setTheme(before => (JSON.stringify(readTheme()) === JSON.stringify(before) ? before : readTheme()))),
    [],
  );
  return theme;
}
