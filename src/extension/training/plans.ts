import { l10n, type Uri, workspace } from 'vscode';
import type { Refusal, TrainingPlan } from '../../plan/plan';
import type { CheckerClient } from '../checking/checker-client';
import { notebookProgram, programOf, programText } from '../checking/program';

/** What a file trains, and why other calls of fit in it cannot be trained as they stand. */
export interface FilePlans {
  plans: TrainingPlan[];
  refusals: Refusal[];
  /** Folder that relative record paths are seen from. */
  workingDirectory: string;
}

/** The file itself; one of its cells is a document. */
const isNotebook = ({ scheme, path }: Uri): boolean => scheme === 'file' && path.endsWith('.ipynb');

/** Reads the training plans of a file, in the checker's thread. */
export async function plansOfFile(checker: CheckerClient, file: Uri): Promise<FilePlans> {
  const program = isNotebook(file)
    ? notebookProgram(await workspace.openNotebookDocument(file))
    : programOf(await workspace.openTextDocument(file));
  if (program === undefined) throw new Error(l10n.t('{0} is not a Python file.', workspace.asRelativePath(file)));
  return checker.call('plans', programText(program));
}
