import { FileType, l10n, Uri, workspace } from 'vscode';
import { formatCount } from '../../common/format';
import { SHARD_NUMBER, type ShardSet, shardSets } from '../../records/shards';

/** The shards that a file belongs to. `open`: the set is meant, not the file. */
export interface Shards {
  open: boolean;
  name: string;
  files: Uri[];
  /** Which shards are missing, and which files do not belong. */
  warnings: string[];
}

const MAX_SHARDS_NAMED = 5;

const listed = (names: string[]): string =>
  names.length > MAX_SHARDS_NAMED
    ? l10n.t('{0} and {1} more', names.slice(0, MAX_SHARDS_NAMED).join(', '), names.length - MAX_SHARDS_NAMED)
    : names.join(', ');

/** The name of a set of shards: `train@4`, `train@4.gz`; the part behind the number is its suffix. */
const SHARD_SET_NAME = /^(.*)@(\d+)((?:\.\w+)*)$/s;

const nameOf = (uri: Uri): string => uri.path.split('/').at(-1) ?? '';

/** Whether an address stands for a whole set of shards: a file of that name is not there, but the editor's tabs and paths show it like one. */
export const isShardSet = (uri: Uri): boolean => SHARD_SET_NAME.test(nameOf(uri));

/** A set's name in the user's words: "train (4 shards)". */
export function shardSetTitle(set: string): string {
  const [, prefix, count, suffix] = SHARD_SET_NAME.exec(set) ?? [];
  return count === undefined ? set : l10n.t('{0} ({1} shards)', `${prefix}${suffix}`, formatCount(Number(count)));
}

/** The sets of shards in the folder of a file. */
async function setsBeside(uri: Uri): Promise<ShardSet[]> {
  const entries = await workspace.fs.readDirectory(Uri.joinPath(uri, '..')).then(
    found => found,
    () => [],
  );
  return shardSets(entries.filter(([, type]) => (type & FileType.File) !== 0).map(([name]) => name));
}

/** The address of the set that a shard belongs to; undefined for a file that is no shard. */
export async function shardSetUri(uri: Uri): Promise<Uri | undefined> {
  const own = nameOf(uri);
  const set = (await setsBeside(uri)).find(({ name, files, extra }) => name !== own && (files.includes(own) || extra.includes(own)));
  return set && Uri.joinPath(uri, '..', set.name);
}

/** Looks for the shards beside a file, or for those of a set; a file that is no shard has none. */
export async function shardsOf(uri: Uri): Promise<Shards> {
  const own = nameOf(uri);
  const none: Shards = { open: false, name: own, files: [], warnings: [] };
  const open = isShardSet(uri);
  if (!open && !SHARD_NUMBER.test(own)) return none;
  const sets = await setsBeside(uri);
  // A file may be of that name after all.
  if (sets.some(({ files: [file] }) => file === own && open)) return none;
  const set = open
    ? (sets.find(({ name }) => name === own) ?? sets.find(({ name }) => withoutCount(name) === withoutCount(own)))
    : sets.find(({ files, extra }) => files.includes(own) || extra.includes(own));
  if (!set || (set.files.length < 2 && !open)) return none;
  const warnings: string[] = [];
  if (set.missing.length > 0) warnings.push(l10n.t('Shards of this set are missing: {0}.', listed(set.missing)));
  if (set.extra.length > 0) warnings.push(l10n.t('Files named like shards that are not part of this set: {0}.', listed(set.extra)));
  return { open, name: set.name, files: set.files.map(name => Uri.joinPath(uri, '..', name)), warnings: open ? warnings : [] };
}

/** The name of a set whose number of shards may have changed since. */
const withoutCount = (name: string): string => name.replace(SHARD_SET_NAME, '$1@$3');
