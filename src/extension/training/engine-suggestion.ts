import { commands, type ExtensionContext, l10n, window } from 'vscode';
import { setting } from '../ui/settings';
import type { TrainingRun } from './run';

const DECLINED_KEY = 'engine.suggestionDeclined';

/** Once a run has started on the WebAssembly engine without having been asked to, offers to set the faster one up. */
export function suggestNativeEngine(context: ExtensionContext, run: TrainingRun): void {
  const listener = run.onEvent(({ event }) => {
    if (event.event !== 'start') return;
    listener.dispose();
    if (event.engine === 'wasm' && setting('training.engine') === 'auto' && !context.globalState.get(DECLINED_KEY)) void suggest(context);
  });
}

async function suggest(context: ExtensionContext): Promise<void> {
  const setUp = l10n.t('Set Up TensorFlow');
  const never = l10n.t("Don't Ask Again");
  const text = l10n.t(
    'This run uses the WebAssembly engine. Native TensorFlow is several times faster; it can be set up for the next run.',
  );
  const chosen = await window.showInformationMessage(text, setUp, never);
  if (chosen === setUp) await commands.executeCommand('tensorscope.installEngine');
  if (chosen === never) await context.globalState.update(DECLINED_KEY, true);
}
