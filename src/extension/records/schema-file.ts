import { l10n, Range, type Uri, window, workspace } from 'vscode';
import { readSchemaText } from '../../schema/metadata/schema-text';
import { environmentsOf } from '../../schema/schema';
import type { NamedSchema } from '../../viewer/schema-view';
import { fileItem } from '../ui/file-pick';
import { type Answer, type Ask, quickQuestions } from '../ui/quick-questions';
import { textOfFile } from '../ui/text-file';
import type { RecordsDocument } from './document';

/** Schema files of the workspace that are offered. */
const MAX_FILES_OFFERED = 100;
const ENDINGS = ['pbtxt', 'textproto', 'txtpb'];

/**
 * "Compare with Schema File": from now on the schema pane tells what of the records a schema of TFDV does not allow, or, when the user so chooses, what
 * departs from most of them again. Rejects with the place of what is wrong in the file, and shows it.
 */
export async function compareWithSchema(document: RecordsDocument): Promise<void> {
  const chosen = await quickQuestions(ask => chooseSchema(document, ask));
  if (!chosen) return;
  if (chosen === 'none') {
    document.compareWith(undefined);
    return;
  }
  document.compareWith(chosen);
  await (await document.records()).loader.readAll();
}

async function chooseSchema(document: RecordsDocument, ask: Ask): Promise<NamedSchema | 'none' | undefined> {
  const title = l10n.t('Compare with a TFDV schema');
  const chosen = await ask(title, schemaFiles(document));
  if (chosen === undefined || chosen === 'none') return chosen;
  const filters = { [l10n.t('Schema as text')]: [...ENDINGS, 'txt'], [l10n.t('All files')]: ['*'] };
  const uri = chosen === 'other' ? (await window.showOpenDialog({ title, canSelectMany: false, filters }))?.[0] : chosen;
  return uri && inEnvironment(await readSchemaFile(uri), ask);
}

async function schemaFiles(document: RecordsDocument): Promise<Answer<Uri | 'none' | 'other'>[]> {
  const found = await workspace.findFiles(`**/*.{${ENDINGS.join(',')}}`, undefined, MAX_FILES_OFFERED);
  return [
    ...found.map(uri => ({ ...fileItem(uri), value: uri })),
    { label: l10n.t('Another file…'), value: 'other' },
    ...(document.curated ? [{ label: l10n.t('No schema file'), value: 'none' as const }] : []),
  ];
}

/** Asks which environment the records are of, where a schema speaks of any; undefined if cancelled. */
async function inEnvironment(schema: NamedSchema, ask: Ask): Promise<NamedSchema | undefined> {
  const environments = environmentsOf(schema.schema);
  if (environments.length === 0) return schema;
  const answers = [
    { label: l10n.t('All features'), description: l10n.t('whatever their environment'), value: schema },
    ...environments.map(environment => ({ label: environment, value: { ...schema, environment } })),
  ];
  return ask(l10n.t('Schema environment of the records'), Promise.resolve(answers));
}

const MAX_SCHEMA_BYTES = 64 << 20;

const nameOf = (uri: Uri): string => uri.path.split('/').at(-1) ?? '';

async function readSchemaFile(uri: Uri): Promise<NamedSchema> {
  const read = readSchemaText(await textOfFile(uri, MAX_SCHEMA_BYTES));
  if (read.ok) return { name: nameOf(uri), ...read };
  const { line, column, message } = read;
  await window.showTextDocument(uri, { selection: new Range(line - 1, column - 1, line - 1, column - 1) });
  throw new Error(l10n.t('{0}, line {1}, column {2}: {3}', nameOf(uri), line, column, message));
}
