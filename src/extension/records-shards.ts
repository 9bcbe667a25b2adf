import { FileType, l10n, Uri, workspace } from 'vscode';
import { shardSets } from '../records/shards';

/** The query of an address that stands for a whole set of shards rather than for the one file. */
const SHARDS = 'shards';

/** The shards that a file belongs to. `open`: the set is meant, not the file. */
export interface Shards {
  open: boolean;
  name: string;
  files: Uri[];
  /** Which shards are missing, and which files do not belong. */
  warnings: string[];
}

/** The address of the set that a shard belongs to. */
export const shardSetUri = (uri: Uri): Uri => uri.with({ query: SHARDS });

const NAMED = 5;

const listed = (names: string[]): string =>
  names.length > NAMED ? l10n.t('{0} and {1} more', names.slice(0, NAMED).join(', '), names.length - NAMED) : names.join(', ');

/** Looks for the shards beside a file; a file that is none has none. */
export async function shardsOf(uri: Uri): Promise<Shards> {
  const open = uri.query === SHARDS;
  const file = uri.with({ query: '' });
  const folder = Uri.joinPath(file, '..');
  const own = file.path.split('/').at(-1) ?? '';
  const none: Shards = { open: false, name: own, files: [], warnings: [] };
  if (!/-\d{5,}-of-\d{5,}/.test(own)) return none;
  const entries = await workspace.fs.readDirectory(folder).then(
    found => found,
    () => [],
  );
  const names = entries.filter(([, type]) => (type & FileType.File) !== 0).map(([name]) => name);
  const set = shardSets(names).find(({ files, extra }) => files.includes(own) || extra.includes(own));
  if (!set || (set.files.length < 2 && !open)) return none;
  const warnings: string[] = [];
  if (set.missing.length > 0) warnings.push(l10n.t('Shards of this set are missing: {0}.', listed(set.missing)));
  if (set.extra.length > 0) warnings.push(l10n.t('Files beside it have the name of a shard, but do not belong: {0}.', listed(set.extra)));
  return { open, name: set.name, files: set.files.map(name => Uri.joinPath(folder, name)), warnings: open ? warnings : [] };
}
