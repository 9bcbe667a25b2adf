import {
  Disposable as D,
  type Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  type Uri,
  window,
} from 'vscode';
import { canTrain } from '../../engine/python/describe-python';
import { documentInFront, trains } from '../training/files';
import { pythonName, pythonWords } from './python-words';
import { isTrainingPython, type Python, type Pythons } from './pythons';

/** The entry in the editor's language status: the Python of the program in front, its libraries and devices; a click selects another. */
export function showPythonStatus(pythons: Pythons, log: (text: string) => void): Disposable {
  const item = languages.createLanguageStatusItem('tensorscope.python', { language: 'python' });
  item.name = l10n.t('Tensorscope Python');
  item.command = { title: l10n.t('Select Python'), command: 'tensorscope.selectPython' };
  let updates = 0;
  const update = async (): Promise<void> => {
    const mine = ++updates;
    const document = await documentInFront();
    if (!document || !trains(document)) return;
    const python = await pythons.of(document.uri);
    if (mine !== updates) return;
    show(item, python);
    if (!isTrainingPython(python)) return;
    item.busy = true;
    const detail = await devicesWords(pythons, python, document.uri).catch(error => {
      log(`${python.path}: ${(error as Error).message}`);
      return l10n.t('Devices unknown: {0}', (error as Error).message);
    });
    if (mine !== updates) return;
    item.busy = false;
    item.detail = detail;
  };
  const start = (): void => void update().catch(error => log(String(error)));
  start();
  return D.from(item, window.onDidChangeActiveTextEditor(start), pythons.onDidChange(start));
}

function show(item: LanguageStatusItem, python: Python | undefined): void {
  item.busy = false;
  item.detail = python?.path;
  item.severity = isTrainingPython(python) ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
  item.text = textOf(python);
}

function textOf(python: Python | undefined): string {
  if (python === undefined) return l10n.t('No Python');
  if (python.description === undefined) return l10n.t('Python does not start');
  return canTrain(python.description) ? pythonWords(python.description) : l10n.t('{0} without Keras', pythonName(python.description));
}

const devicesWords = async (pythons: Pythons, python: Parameters<Pythons['devicesOf']>[0], program: Uri): Promise<string> =>
  [...(await pythons.devicesOf(python, program)), python.path].join(', ');
