import { commands } from 'vscode';

/** The steps of the walkthrough that are done when something has come about, not when its command was called; package.json names the context keys. */
type Step = 'records' | 'engine' | 'train';

export const stepDone = (step: Step): void => void commands.executeCommand('setContext', `tensorscope.done.${step}`, true);
