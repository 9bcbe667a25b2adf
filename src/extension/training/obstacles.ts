import { commands, type LogOutputChannel, l10n, type QuickPickItem, QuickPickItemKind, Uri, window, workspace } from 'vscode';
import type { Refusal } from '../../plan/plan';
import { pythonName } from '../python/python-words';
import type { Python } from '../python/pythons';
import { goToLine } from '../ui/go-to-line';
import { SECTION } from '../ui/settings';
import type { Obstacles } from './outlook';

/** A line of the list; choosing it does something about it. */
type Row = QuickPickItem & { act?(): unknown };

/** Shows, in one list, what is in the way of each engine; a choice leads to the line or to what helps. */
export async function showObstacles(obstacles: Obstacles, log: LogOutputChannel): Promise<void> {
  const { refusals, python } = obstacles;
  for (const { site, message } of refusals ?? []) log.warn(`${site.path}:${site.line}:${site.column} ${message}`);
  const rows: Row[] = [
    { label: l10n.t('Without Python'), kind: QuickPickItemKind.Separator },
    ...(refusals === null ? [ruledOut()] : refusals.map(refusalRow)),
    { label: l10n.t('With your Python'), kind: QuickPickItemKind.Separator },
    ...(python === null ? [ruledOut()] : pythonRows(python)),
  ];
  const picked = await window.showQuickPick(rows, {
    title: l10n.t('This program cannot be trained yet'),
    placeHolder: l10n.t('What is in the way of each engine; select an entry to go there'),
    matchOnDetail: true,
  });
  await picked?.act?.();
}

const refusalRow = ({ site, message }: Refusal): Row => ({
  label: `$(error) ${l10n.t('Line {0}', site.line)}`,
  description: workspace.asRelativePath(site.path),
  detail: message,
  act: () => goToLine(Uri.file(site.path), site.line),
});

const ruledOut = (): Row => ({
  label: `$(settings) ${l10n.t('Excluded by the setting "{0}"', `${SECTION}.training.engine`)}`,
  act: () => commands.executeCommand('workbench.action.openSettings', `${SECTION}.training.engine`),
});

function pythonRows(python: Python | undefined): Row[] {
  const select: Row = {
    label: `$(list-selection) ${l10n.t('Select Python…')}`,
    detail: l10n.t('Any Python with TensorFlow and Keras runs the program as it is.'),
    act: () => commands.executeCommand('tensorscope.selectPython'),
  };
  if (python === undefined)
    return [{ label: `$(error) ${l10n.t('No Python was found')}`, detail: l10n.t('Install Python 3, then select it.'), ...noAct }, select];
  if (python.description === undefined)
    return [{ label: `$(error) ${l10n.t('Python does not start')}`, description: python.path, detail: python.problem, ...noAct }, select];
  const lacks: Row = {
    label: `$(error) ${l10n.t('{0} has no Keras', pythonName(python.description))}`,
    description: python.path,
    detail: l10n.t('Install TensorFlow in it: the command is put into a terminal, for you to run.'),
    act: () => offerInstall(python.path),
  };
  return [lacks, select];
}

const noAct = { act: () => undefined };

/** The command in a terminal, not run yet. */
function offerInstall(path: string): void {
  const terminal = window.createTerminal({ name: l10n.t('Install TensorFlow') });
  terminal.show();
  const call = process.platform === 'win32' ? '& ' : '';
  terminal.sendText(`${call}"${path}" -m pip install tensorflow`, false);
}
