import { type ExtensionContext, type LogOutputChannel, l10n, ProgressLocation, window } from 'vscode';
import type { Engine } from '../../engine/engine';
import { stepDone } from '../ui/first-steps';
import { mayTrain } from '../ui/trust';
import { engineOptions } from './engine-choice';

/** "Install TensorFlow Engine": sets native TensorFlow up, with progress and cancel, and says what came of it. */
export async function installEngineCommand(context: ExtensionContext, log: LogOutputChannel): Promise<void> {
  if (!(await mayTrain())) return;
  const showLog = l10n.t('Show Log');
  try {
    const engine = await installWithProgress(context, log);
    if (!engine) return;
    const text =
      engine.engine === 'native'
        ? l10n.t('TensorFlow {0} is ready; training uses it from now on.', engine.version)
        : l10n.t('Native TensorFlow could not be set up. Training uses the WebAssembly engine, which is slower.');
    if (engine.engine === 'wasm') log.warn(engine.reason);
    else stepDone('engine');
    if ((await window.showInformationMessage(text, showLog)) === showLog) log.show();
  } catch (error) {
    log.error(error as Error);
    const text = l10n.t('TensorFlow could not be set up: {0}', (error as Error).message);
    if ((await window.showErrorMessage(text, showLog)) === showLog) log.show();
  }
}

/** Native code that came with a workspace is loaded only if the user says so, who sees where it lies. */
async function mayUseLibraries({ version, folder }: { version: string; folder: string }): Promise<boolean> {
  const use = l10n.t('Use This TensorFlow');
  const text = l10n.t('Load the native code of TensorFlow {0} from this workspace?', version);
  const why = l10n.t(
    'It is part of the workspace, so it may not be trustworthy. It will be used for this workspace only. If you decline, Tensorscope looks for TensorFlow elsewhere.',
  );
  const detail = `${folder}\n\n${why}`;
  return (await window.showWarningMessage(text, { modal: true, detail }, use)) === use;
}

/** Resolves to undefined when the user cancels. */
async function installWithProgress(context: ExtensionContext, log: LogOutputChannel): Promise<Engine | undefined> {
  const { installEngine } = await import('../../engine/install');
  const options = { location: ProgressLocation.Notification, title: l10n.t('Setting up TensorFlow'), cancellable: true };
  return window.withProgress(options, async (progress, cancelled) => {
    const abort = new AbortController();
    cancelled.onCancellationRequested(() => abort.abort());
    let shown = 0;
    const report = (text: string, fraction: number | null): void => {
      const percent = fraction === null ? shown : Math.round(fraction * 100);
      progress.report({ message: text, increment: Math.max(0, percent - shown) });
      if (percent === shown) log.info(text);
      shown = Math.max(shown, percent);
    };
    try {
      return await installEngine({ ...engineOptions(context), mayUse: mayUseLibraries }, report, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw error;
    }
  });
}
