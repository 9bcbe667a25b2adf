import { FileType, l10n, Uri, workspace } from 'vscode';
import { formatBytes } from '../../common/format';
import type { ModuleRequest } from '../../protocol/checking';
import { SAVED_MODEL_FILE } from './open';

/** A virtual file system can only hand over whole files, so this is how much of memory one may take. */
const MAX_FILE_BYTES = 256 << 20;
/** Files of a SavedModel that its signatures and variables are read from. */
const READ_OF_SAVED_MODEL = [SAVED_MODEL_FILE, 'tfhub_module.pb', 'variables/variables.index'];
/** Files and folders of a module that are counted, at most, and how deep they lie. */
const MAX_ENTRIES = 2000;
const MAX_DEPTH = 4;

const isSavedModel = (uri: Uri): boolean => uri.path.endsWith(`/${SAVED_MODEL_FILE}`);
export const folderOf = (uri: Uri): Uri => Uri.joinPath(uri, '..');

/** What the user calls it: the folder of a SavedModel, which programs name as well; any other file by itself. */
const subjectOf = (uri: Uri): Uri => (isSavedModel(uri) ? folderOf(uri) : uri);
export const nameOf = (uri: Uri): string => subjectOf(uri).path.split('/').at(-1) ?? '';
export const shownPath = (uri: Uri): string => workspace.asRelativePath(subjectOf(uri));

/** How programs name it: as seen from the folder of the workspace that they are started in, or by its whole path. */
function spellingOf(uri: Uri): string {
  const subject = subjectOf(uri);
  const folder = workspace.getWorkspaceFolder(subject);
  if (folder?.uri.toString() === subject.toString()) return '.';
  const path = folder ? workspace.asRelativePath(subject, false) : subject.fsPath;
  return path.replaceAll('\\', '/');
}

/** What the checker needs to read it; what lies on no disk goes along. */
export async function requestFor(uri: Uri): Promise<ModuleRequest> {
  const folder = folderOf(uri);
  const file = uri.path.split('/').at(-1) ?? '';
  const place = { folder: uri.scheme === 'file' ? folder.fsPath : folder.toString(), file, spelling: spellingOf(uri) };
  if (uri.scheme === 'file') return { ...place, contents: null };
  const files = isSavedModel(uri) ? READ_OF_SAVED_MODEL : [file];
  const read = await Promise.all(files.map(async path => [path, await contentOf(Uri.joinPath(folder, path))] as const));
  return { ...place, contents: Object.fromEntries(read.flatMap(([path, bytes]) => (bytes ? [[path, bytes]] : []))) };
}

/** The bytes of a file; undefined where there is none. Rejects where it is too large for memory. */
async function contentOf(uri: Uri): Promise<Uint8Array | undefined> {
  const size = await sizeOf(uri);
  if (size === undefined) return undefined;
  if (size > MAX_FILE_BYTES)
    throw new Error(
      l10n.t('{0} is larger than {1}, and what is not on a disk is read into memory.', nameOf(uri), formatBytes(MAX_FILE_BYTES)),
    );
  return workspace.fs.readFile(uri);
}

/** Size in bytes; undefined where there is no file. */
async function sizeOf(uri: Uri): Promise<number | undefined> {
  try {
    return (await workspace.fs.stat(uri)).size;
  } catch {
    return undefined;
  }
}

/** Bytes of all its files; null where these are too many to count, or where there are none. */
export async function sizeOnDisk(uri: Uri): Promise<number | null> {
  if (!isSavedModel(uri)) return (await sizeOf(uri)) ?? null;
  const left = { entries: MAX_ENTRIES };
  return folderBytes(folderOf(uri), MAX_DEPTH, left).catch(() => null);
}

async function folderBytes(folder: Uri, depth: number, left: { entries: number }): Promise<number | null> {
  let sum = 0;
  for (const [name, type] of await workspace.fs.readDirectory(folder)) {
    if (--left.entries < 0 || depth === 0) return null;
    const entry = Uri.joinPath(folder, name);
    const bytes = type & FileType.Directory ? await folderBytes(entry, depth - 1, left) : ((await sizeOf(entry)) ?? 0);
    if (bytes === null) return null;
    sum += bytes;
  }
  return sum;
}
