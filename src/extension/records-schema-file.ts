import { l10n, type QuickPickItem, Range, type Uri, window, workspace } from 'vscode';
import { readSchemaText } from '../schema/metadata/schema-text';
import { environmentsOf } from '../schema/schema';
import { fileItem } from './file-pick';
import type { RecordsDocument } from './records-document';
import type { NamedSchema } from './schema-view';

/** Schema files of the workspace that are offered. */
const MOST_OFFERED = 100;
const ENDINGS = ['pbtxt', 'textproto', 'txtpb'];

/**
 * "Compare with Schema File": from now on the schema pane tells what of the records a schema of TFDV does not allow, or, when the person so chooses, what
 * departs from most of them again. Rejects with the place of what is wrong in the file, and shows it.
 */
export async function compareWithSchema(document: RecordsDocument): Promise<void> {
  const chosen = await chooseSchema(document);
  if (chosen === undefined) return;
  if (chosen === 'none') {
    document.compareWith(undefined);
    return;
  }
  const schema = await inEnvironment(await readSchemaFile(chosen));
  if (!schema) return;
  document.compareWith(schema);
  await (await document.records()).loader.readAll();
}

/** Asks which environment the records are of, where a schema speaks of any; undefined when the person turns away. */
async function inEnvironment(schema: NamedSchema): Promise<NamedSchema | undefined> {
  const environments = environmentsOf(schema.schema);
  if (environments.length === 0) return schema;
  const items: (QuickPickItem & { environment?: string })[] = [
    { label: l10n.t('Every feature'), description: l10n.t('of whatever environment') },
    ...environments.map(environment => ({ label: environment, environment })),
  ];
  const chosen = await window.showQuickPick(items, { title: l10n.t('Environment of the records') });
  return chosen && { ...schema, ...(chosen.environment === undefined ? {} : { environment: chosen.environment }) };
}

async function chooseSchema(document: RecordsDocument): Promise<Uri | 'none' | undefined> {
  const found = await workspace.findFiles(`**/*.{${ENDINGS.join(',')}}`, undefined, MOST_OFFERED);
  const items: (QuickPickItem & { value: Uri | 'none' | 'other' })[] = [
    ...found.map(uri => ({ ...fileItem(uri), value: uri })),
    { label: l10n.t('Another file…'), value: 'other' },
    ...(document.curated ? [{ label: l10n.t('No schema file'), value: 'none' as const }] : []),
  ];
  const title = l10n.t('Compare with a schema of TFDV');
  const chosen = found.length > 0 || document.curated ? (await window.showQuickPick(items, { title }))?.value : 'other';
  if (chosen !== 'other') return chosen;
  const filters = { [l10n.t('Schema as text')]: [...ENDINGS, 'txt'], [l10n.t('All files')]: ['*'] };
  return (await window.showOpenDialog({ title, canSelectMany: false, filters }))?.[0];
}

const nameOf = (uri: Uri): string => uri.path.split('/').at(-1) ?? '';

async function readSchemaFile(uri: Uri): Promise<NamedSchema> {
  const read = readSchemaText(new TextDecoder().decode(await workspace.fs.readFile(uri)));
  if (read.ok) return { name: nameOf(uri), ...read };
  const { line, column, message } = read;
  await window.showTextDocument(uri, { selection: new Range(line - 1, column - 1, line - 1, column - 1) });
  throw new Error(l10n.t('{0}, line {1}, column {2}: {3}', nameOf(uri), line, column, message));
}
