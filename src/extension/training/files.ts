import { TabInputText, type TextDocument, type Uri, window, workspace } from 'vscode';
import { type FitCall, findFitCalls } from './fit-calls';

/** A Python file of the workspace that trains something. */
export interface TrainingFile {
  uri: Uri;
  calls: FitCall[];
}

const EXCLUDED = '**/{node_modules,site-packages,.venv,venv,.git,__pycache__}/**';
const MAX_FILES = 5000;
const MAX_FILE_BYTES = 1 << 20;

const isPython = ({ languageId, uri }: TextDocument): boolean => languageId === 'python' || uri.path.endsWith('.py');

/** Whether a document is Python that trains. */
export const trains = (document: TextDocument): boolean => isPython(document) && findFitCalls(document.getText()).length > 0;

/** The document that the user looks at. Just after a file was opened its tab is known, and its editor not yet. */
export async function documentInFront(): Promise<TextDocument | undefined> {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  const { activeTextEditor } = window;
  if (activeTextEditor || !(input instanceof TabInputText)) return activeTextEditor?.document;
  const known = workspace.textDocuments.find(({ uri }) => uri.toString() === input.uri.toString());
  // An unsaved document that is not known any more was closed: opening it would bring it back, empty.
  return known ?? (input.uri.scheme === 'untitled' ? undefined : workspace.openTextDocument(input.uri));
}

/** The files that train: those that are open first, then by path. Unsaved text counts. */
export async function findTrainingFiles(): Promise<TrainingFile[]> {
  const uris = await workspace.findFiles('**/*.py', EXCLUDED, MAX_FILES);
  const files = await Promise.all(uris.map(async uri => ({ uri, calls: findFitCalls(await textOf(uri)) })));
  const open = new Set(window.visibleTextEditors.map(editor => editor.document.uri.toString()));
  const rank = (file: TrainingFile): string => `${open.has(file.uri.toString()) ? 0 : 1}${file.uri.path}`;
  return files.filter(file => file.calls.length > 0).sort((a, b) => rank(a).localeCompare(rank(b)));
}

async function textOf(uri: Uri): Promise<string> {
  const document = workspace.textDocuments.find(candidate => candidate.uri.toString() === uri.toString());
  if (document) return document.getText();
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > MAX_FILE_BYTES ? '' : new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    // Deleted meanwhile, or not readable: it cannot be trained.
    return '';
  }
}
