import { commands, type ExtensionContext, l10n, type Uri, window } from 'vscode';
import { Checking } from './checking/checking';
import { startNodeThread } from './checking/node-thread';
import { Compatibility } from './compatibility/compatibility';
import { downloadModuleCommand } from './modules/download';
import { ModuleEditor } from './modules/editor';
import { Pythons } from './python/pythons';
import { selectPython } from './python/select';
import { showPythonStatus } from './python/status';
import { recordsCommands } from './records/commands';
import { RecordsEditor } from './records/editor';
import { nodePlatform } from './records/node-platform';
import { openAsRecords, openShardSet } from './records/open';
import { TrainLens } from './training/code-lens';
import { type TrainTarget, trainModel } from './training/command';
import { keepTrainContext } from './training/context-keys';
import { tellTrainingEnd } from './training/end';
import { installEngineCommand } from './training/engine-command';
import { suggestNativeEngine } from './training/engine-suggestion';
import { askLearningRate } from './training/learning-rate';
import { logTraining } from './training/log';
import { Outlooks } from './training/outlook';
import { TrainingPanel } from './training/panel';
import { showTrainingProgress } from './training/progress';
import { resumeRun } from './training/resume';
import { RunsView } from './training/runs-view';
import { TrainingStatus } from './training/status-bar';
import { Training } from './training/trainings';
import { registerCommands } from './ui/commands';
import { stepDone } from './ui/first-steps';
import { setting } from './ui/settings';

/** What the extension's tests and benchmarks may ask it. */
export interface TensorscopeApi {
  /** How long `activate` took. */
  activationMilliseconds: number;
}

/** Registers everything and loads nothing heavy: TensorFlow, the parser and the reader are loaded when they are first used. */
export function activate(context: ExtensionContext): TensorscopeApi {
  const begin = performance.now();
  const log = window.createOutputChannel('Tensorscope', { log: true });
  const training = new Training((text, engine) => (engine === 'python' ? log.info(text.trimEnd()) : log.debug(text.trimEnd())));
  const runs = new RunsView(training);
  const panel = new TrainingPanel(context, directory => runs.find(directory));
  const status = new TrainingStatus();
  const records = new RecordsEditor(context, nodePlatform, log);
  const checking = new Checking(context, startNodeThread, records.statistics, log);
  const modules = new ModuleEditor(context, checking.checker);
  const compatibility = new Compatibility(context, checking, records);
  const pythons = new Pythons(context);
  const parts = { context, checker: checking.checker, checks: checking.checks, pythons, training, log };

  records.onDidActivate(() => stepDone('records'));
  training.onDidStart(run => {
    run.onEvent(({ event }) => {
      if (event.event === 'start' && event.engine === 'native') stepDone('engine');
      if (event.event === 'end' && event.status === 'done') stepDone('train');
    });
    log.info(`Run folder: ${run.view.directory}`);
    run.onEvent(({ event }) => logTraining(log, event));
    panel.show({ live: run });
    if (setting('training.showPanel') === 'onStart') panel.reveal(true);
    status.update(run.view);
    const shown = showTrainingProgress(training, run, panel).then(() => tellTrainingEnd(run, panel));
    shown.catch(error => log.error(error as Error));
    suggestNativeEngine(context, run);
  });
  training.onDidChange(run => {
    status.update(run.view);
  });

  training.onDidAsk(({ view }) => panel.showStatus(view.status));

  context.subscriptions.push(
    log,
    training,
    runs,
    panel,
    status,
    checking,
    compatibility,
    pythons,
    showPythonStatus(pythons, text => log.warn(text)),
    new TrainLens(training, new Outlooks(parts), pythons),
    keepTrainContext(training),
    records.register(),
    modules.register(),
    window.registerWebviewPanelSerializer('tensorscope.training', panel),
    registerCommands(
      {
        trainModel: (uri?: Uri, target?: TrainTarget) => trainModel(parts, uri, target),
        stopTraining: () => training.stop(),
        pauseTraining: () => training.togglePause(),
        setLearningRate: (rate?: number) => askLearningRate(training, rate),
        showTrainingPanel: () => panel.reveal(false),
        selectPython: () => selectPython(pythons),
        installEngine: () => installEngineCommand(context, log),
        downloadModule: (handle?: unknown) => downloadModuleCommand(handle, () => checking.checks.checkAll()),
        openAsRecords: (uri?: Uri) => openAsRecords(uri),
        openShardSet: (uri?: Uri) => openShardSet(uri),
        ...recordsCommands(records),
        openWalkthrough: () =>
          commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#tensorscope.start`, false),
        showLog: () => log.show(),
        ...checking.commands(),
        ...modules.commands(),
        ...compatibility.commands(),
        ...runs.commands(panel),
        'runs.resume': ({ folder }: { folder: string }) => resumeRun(parts, folder),
      },
      log,
    ),
  );
  const activationMilliseconds = performance.now() - begin;
  log.info(l10n.t('Activated in {0} ms', activationMilliseconds.toFixed(1)));
  return { activationMilliseconds };
}
