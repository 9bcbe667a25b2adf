import { l10n, window } from 'vscode';
import type { Training } from './trainings';

const isRate = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text)) && Number(text) >= 0;

/** Gives the run that goes on another learning rate, which the user is asked for. */
export async function askLearningRate(training: Training, given?: number): Promise<void> {
  if (!training.isLive) return;
  if (!training.run?.view.hasControl) {
    await window.showInformationMessage(l10n.t('The learning rate can be changed while a program runs under your Python.'));
    return;
  }
  const rate = given ?? (await ask());
  if (rate !== undefined) training.setLearningRate(rate);
}

async function ask(): Promise<number | undefined> {
  const text = await window.showInputBox({
    title: l10n.t('Learning Rate'),
    prompt: l10n.t('It counts from the next step on.'),
    placeHolder: '0.0001',
    validateInput: value => (value === '' || isRate(value) ? undefined : l10n.t('Enter a number that is not negative.')),
  });
  return text === undefined || !isRate(text) ? undefined : Number(text);
}
