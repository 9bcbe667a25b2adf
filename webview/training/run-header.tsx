/** The head of the page: what trains, how far it is, and what can be done about it. */
import { formatCount, formatDuration } from '../../src/common/format';
import { runProgress } from '../../src/common/run-progress';
import type { RunStatus, RunView } from '../../src/common/run-view';
import { Button, Link } from '../ui/controls';
import { t } from '../ui/words';

const statusWords: Record<RunStatus, () => string> = {
  starting: () => t('Starting'),
  running: () => t('Training'),
  paused: () => t('Paused'),
  stopping: () => t('Stopping'),
  done: () => t('Finished'),
  stopped: () => t('Stopped'),
  failed: () => t('Failed'),
  interrupted: () => t('Interrupted'),
};

const liveStatuses: readonly RunStatus[] = ['starting', 'running', 'paused', 'stopping'];

/** Whether its process is at it. */
export const isLive = (status: RunStatus): boolean => liveStatuses.includes(status);

export interface RunActions {
  stop(): void;
  togglePause(): void;
  setLearningRate(): void;
  resume(): void;
  trainAgain(): void;
  openRunFolder(): void;
  openSource(): void;
  showLog(): void;
}

export function RunHeader({ run, actions }: { run: RunView; actions: RunActions }) {
  const live = isLive(run.status);
  return (
    <header class="run-header">
      <div class="run-title">
        <h1>{run.start?.model || run.title}</h1>
        <span class={`status status-${run.status}`} role="status">
          {statusWords[run.status]()}
        </span>
        <div class="actions">
          {live && run.hasControl && <Control run={run} actions={actions} />}
          {live ? (
            <Button
              primary
              disabled={run.status === 'stopping'}
              onPress={actions.stop}
              title={t('Stop after the current step; completed epochs are kept')}
            >
              {t('Stop')}
            </Button>
          ) : (
            <Button primary onPress={actions.trainAgain}>
              {t('Train Again')}
            </Button>
          )}
          {!live && run.status !== 'done' && run.epochs.length > 0 && (
            <Button onPress={actions.resume} title={t('A new run goes on after the last completed epoch')}>
              {t('Resume')}
            </Button>
          )}
          <Button onPress={actions.openRunFolder}>{t('Open Run Folder')}</Button>
          <Button onPress={actions.showLog}>{t('Show Log')}</Button>
        </div>
      </div>
      <Facts run={run} openSource={actions.openSource} />
      {live && <Progress run={run} />}
      <Ending run={run} openSource={actions.openSource} />
    </header>
  );
}

/** What can be done to a run that goes on. */
function Control({ run, actions }: { run: RunView; actions: RunActions }) {
  const isPaused = run.status === 'paused';
  return (
    <>
      <Button
        disabled={run.status === 'stopping' || run.status === 'starting'}
        onPress={actions.togglePause}
        title={isPaused ? t('Go on with the next step') : t('Wait before the next step')}
      >
        {isPaused ? t('Continue') : t('Pause')}
      </Button>
      <Button onPress={actions.setLearningRate}>{t('Learning Rate…')}</Button>
    </>
  );
}

function Facts({ run, openSource }: { run: RunView; openSource(): void }) {
  const { start, end } = run;
  if (!start) return null;
  const facts: [string, preact.ComponentChildren][] = [
    [t('Engine'), start.engineVersion],
    [t('Parameters'), formatCount(start.parameters)],
    [t('Time'), formatDuration(Math.max(end?.seconds ?? 0, run.seconds))],
    [
      t('Source'),
      <Link key="source" onPress={openSource} title={t('Go to the fit call')}>
        {fileName(start.source.path)}:{start.source.line}
      </Link>,
    ],
  ];
  if (end?.msPerStepMedian) facts.splice(3, 0, [t('Per step'), t('{0} ms (median)', end.msPerStepMedian.toFixed(1))]);
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Progress({ run }: { run: RunView }) {
  const progress = runProgress(run);
  if (!progress) {
    return (
      <div class="progress">
        <progress aria-label={t('Starting')} />
        <p class="progress-text">{t('Loading TensorFlow and building the model…')}</p>
      </div>
    );
  }
  const { epoch, epochs, step, stepsPerEpoch, fraction, secondsLeft, stepsPerSecond } = progress;
  const parts = [
    t('Epoch {0} of {1}', epoch, epochs),
    stepsPerEpoch ? t('step {0} of {1}', formatCount(step), formatCount(stepsPerEpoch)) : t('step {0}', formatCount(step)),
    stepsPerSecond === null ? '' : t('{0} steps/s', stepsPerSecond.toFixed(stepsPerSecond < 10 ? 1 : 0)),
    secondsLeft === null ? '' : t('about {0} left', formatDuration(secondsLeft)),
  ];
  return (
    <div class="progress">
      <progress aria-label={t('Training progress')} max={1} value={fraction ?? undefined} />
      <p class="progress-text">{parts.filter(Boolean).join(' · ')}</p>
    </div>
  );
}

const interrupted = (): string =>
  t(
    'The training process or the editor was closed before the run ended. What was written until then is shown; the run folder has the last completed epoch.',
  );

function Ending({ run, openSource }: { run: RunView; openSource(): void }) {
  const text =
    run.status === 'interrupted' ? interrupted() : run.status === 'failed' ? sentence(run.end?.message ?? t('Training failed.')) : null;
  const warnings = run.messages.filter(message => message.level === 'warning');
  return (
    <>
      {text && (
        <div class="notice notice-error" role="alert">
          <p>{text}</p>
          {run.end?.site && <Button onPress={openSource}>{t('Go to Line {0}', run.end.site.line)}</Button>}
        </div>
      )}
      {warnings.map(message => (
        <p key={message.text} class="notice notice-warning">
          {message.text}
        </p>
      ))}
    </>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
