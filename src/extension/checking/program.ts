import { type NotebookDocument, type TextDocument, Uri, workspace } from 'vscode';
import type { ProgramText } from '../../protocol/program-text';
import { setting } from '../ui/settings';

/** A text document that is a program, or one cell of it. */
export interface ProgramDocument {
  /** What tells it apart for the checker. */
  readonly path: string;
  readonly document: TextDocument;
  /** It is expected to raise. */
  readonly raises: boolean;
}

/** What is checked as a whole: a Python document, or the Python cells of a notebook in their order. */
export interface Program {
  readonly path: string;
  readonly uri: Uri;
  readonly documents: readonly ProgramDocument[];
}

/** Documents that are views of something else: an older version, a conflict, a chat's suggestion, output. */
const views = new Set([
  'git',
  'gitlens',
  'scm-history-item',
  'review',
  'pr',
  'merge-conflict.conflict-diff',
  'output',
  'vscode-local-history',
]);
const CELL_SCHEME = 'vscode-notebook-cell';

/** A file's path on disk with forward slashes, as imports are followed in it; anything else by its address. */
export const pathOf = (uri: Uri): string => (uri.scheme === 'file' ? uri.fsPath.replaceAll('\\', '/') : uri.toString());

/** The document or file that a path of the checker means. */
export const uriOf = (path: string): Uri => (/^[a-z][\w+.-]+:/i.test(path) ? Uri.parse(path) : Uri.file(path));

/** The program that a document is, or is a part of; undefined where it is none that is checked. */
export function programOf(document: TextDocument): Program | undefined {
  if (document.languageId !== 'python' || views.has(document.uri.scheme)) return undefined;
  if (document.uri.scheme === CELL_SCHEME) {
    const notebook = workspace.notebookDocuments.find(one => one.getCells().some(cell => cell.document === document));
    return notebook && notebookProgram(notebook);
  }
  const path = pathOf(document.uri);
  return { path, uri: document.uri, documents: [{ path, document, raises: false }] };
}

/** A notebook as a program. */
export function notebookProgram(notebook: NotebookDocument): Program {
  const documents = notebook
    .getCells()
    .filter(({ document }) => document.languageId === 'python')
    .map(({ document, metadata }) => ({ path: document.uri.toString(), document, raises: tagsOf(metadata).includes('raises-exception') }));
  return { path: pathOf(notebook.uri), uri: notebook.uri, documents };
}

/** A cell's tags; where they lie depends on the version of the editor's notebook reader. */
function tagsOf(metadata: { readonly [key: string]: unknown }): readonly unknown[] {
  const { metadata: inner, custom } = metadata as { metadata?: { tags?: unknown }; custom?: { metadata?: { tags?: unknown } } };
  const tags = inner?.tags ?? custom?.metadata?.tags;
  return Array.isArray(tags) ? tags : [];
}

/** The program's text as the checker takes it. In a workspace that is not trusted no other file is looked at. */
export const programText = ({ path, uri, documents }: Program): ProgramText => ({
  path,
  cells: documents.map(cell => ({ path: cell.path, text: cell.document.getText(), raises: cell.raises })),
  ...placeOf(uri),
});

/** The same of a file that is not open. */
export const fileText = (uri: Uri, text: string): ProgramText => ({
  path: pathOf(uri),
  cells: [{ path: pathOf(uri), text, raises: false }],
  ...placeOf(uri),
});

const placeOf = (uri: Uri): Pick<ProgramText, 'folder' | 'modules'> => ({
  folder: workspace.isTrusted ? folderOf(uri) : null,
  // The editor hands out objects that cannot be sent to a thread.
  modules: { ...setting('hub.modules', uri) },
});

/** The folder that a program is started in: the workspace folder, or its own. Null for what lies in no folder. */
function folderOf(uri: Uri): string | null {
  if (uri.scheme === 'untitled') return workspace.workspaceFolders?.[0] ? pathOf(workspace.workspaceFolders[0].uri) : null;
  const folder = workspace.getWorkspaceFolder(uri)?.uri ?? Uri.joinPath(uri, '..');
  return pathOf(folder);
}
