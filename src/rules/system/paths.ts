import { globMatcher } from '../../common/glob';
import type { FolderEntry, Workspace } from '../core/rule';

/** Paths of POSIX and patterns of Python's glob, over what the workspace shows of folders. */

/** Folders that one pattern or walk goes through at most; beyond that the answer is unknown. */
const MAX_FOLDERS = 2000;

export const joinPaths = (folder: string, name: string): string =>
  name.startsWith('/') || folder === '' ? name : folder.endsWith('/') ? folder + name : `${folder}/${name}`;

/** The folder and the last part of a path, as os.path.split gives them. */
export function splitPath(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, at);
  return [/^\/+$/.test(folder) ? folder : folder.replace(/\/+$/, ''), path.slice(at)];
}

/** Path and extension, as os.path.splitext gives them: a dot at the start of a name begins no extension. */
export function splitExtension(path: string): [stem: string, extension: string] {
  const match = /^(.*[^/.][^/]*?)(\.[^./]*)$/s.exec(path);
  return match ? [match[1], match[2]] : [path, ''];
}

/** A path as pathlib writes it: without repeated slashes, dots that stand for a folder itself, and a slash at the end. */
export function normalPath(path: string): string {
  const parts = path.split('/').filter(part => part !== '' && part !== '.');
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}` || '.';
}

/** `gs://bucket/name`, `s3://…`: TensorFlow reads such a place, nothing here does. */
export const isAddress = (path: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(path);

/** What lies at a path; null where nothing does, undefined where that is not known. */
export function entryAt({ entries }: Workspace, path: string): FolderEntry | null | undefined {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path;
  if (entries === undefined || isAddress(path)) return undefined;
  if (plain === '' || plain === '.' || plain === '/' || plain.endsWith('..'))
    return plain !== '' && entries(plain) ? { name: plain, isFolder: true } : null;
  const [folder, name] = splitPath(plain);
  const around = entries(folder || '.');
  return around && (around.find(entry => entry.name === name) ?? null);
}

const hasMagic = (part: string): boolean => /[*?[]/.test(part);

/**
 * Files and folders that a pattern matches, sorted within each folder. `**` stands for any number of folders where `recursive` says so. `hidden`: names that
 * start with a dot match too, as in pathlib. Undefined where what lies there is not known.
 */
export function globPaths(
  workspace: Workspace,
  pattern: string,
  { recursive = false, hidden = false }: { recursive?: boolean; hidden?: boolean } = {},
): string[] | undefined {
  const { entries } = workspace;
  if (entries === undefined || isAddress(pattern)) return undefined;
  let looked = 0;
  let known = true;
  const inside = (folder: string, showsHidden = hidden): readonly FolderEntry[] => {
    const found = ++looked > MAX_FOLDERS ? undefined : entries(folder || '.');
    if (found === undefined) known = false;
    return (found ?? []).filter(({ name }) => showsHidden || !name.startsWith('.'));
  };
  const below = (folder: string): string[] =>
    inside(folder).flatMap(({ name, isFolder }) =>
      isFolder ? [joinPaths(folder, name), ...below(joinPaths(folder, name))] : [joinPaths(folder, name)],
    );
  const walk = (folder: string, [part, ...rest]: readonly string[]): string[] => {
    if (part === undefined) return [folder];
    const isLast = rest.length === 0;
    if (part === '**' && recursive) {
      const all = below(folder);
      if (isLast) return all;
      const folders = [folder, ...all.filter(path => entryAt(workspace, path)?.isFolder)];
      return [...new Set(folders.flatMap(each => walk(each, rest)))];
    }
    if (!hasMagic(part)) {
      const path = joinPaths(folder, part);
      if (!isLast) return walk(path, rest);
      const found = entryAt(workspace, path);
      if (found === undefined) known = false;
      return found ? [path] : [];
    }
    const matches = globMatcher(part);
    return inside(folder, hidden || part.startsWith('.')).flatMap(({ name, isFolder }) =>
      matches(name) && (isLast || isFolder) ? walk(joinPaths(folder, name), rest) : [],
    );
  };
  const absolute = pattern.startsWith('/');
  const parts = pattern.split('/').filter(part => part !== '');
  const found = walk(absolute ? '/' : '', parts);
  return known ? found : undefined;
}

/** os.walk: each folder with its folders and files; undefined where that is not known. */
export function walkFolders({ entries }: Workspace, root: string): { folder: string; folders: string[]; files: string[] }[] | undefined {
  const rows: { folder: string; folders: string[]; files: string[] }[] = [];
  const visit = (folder: string): boolean => {
    const inside = rows.length < MAX_FOLDERS ? entries?.(folder) : undefined;
    if (inside === undefined) return false;
    if (inside === null) return true;
    const names = (isFolder: boolean): string[] => inside.filter(entry => entry.isFolder === isFolder).map(({ name }) => name);
    const folders = names(true);
    rows.push({ folder, folders, files: names(false) });
    return folders.every(name => visit(joinPaths(folder, name)));
  };
  return visit(root) ? rows : undefined;
}

/** Files that a pattern matches. None is no answer while a program is only looked at: it may run elsewhere, or make or fetch them first. */
export const matchingPaths = (
  { session: { workspace } }: { readonly session: { readonly workspace: Workspace } },
  paths: readonly string[] | undefined,
): readonly string[] | undefined => (paths?.length === 0 && !workspace.started ? undefined : paths);
