import { type ExtensionContext, l10n, Uri, window, workspace } from 'vscode';
import { schemaPbtxt } from '../../export/pbtxt';
import { parseCode } from '../../export/python';
import type { RecordsAction } from '../../protocol/records-page';
import { writeTextIndex } from '../../records/text-index';
import { inferSchema } from '../../schema/infer';
import { compareRecords, type ShowWhere } from './compare';
import type { OpenRecords } from './document';
import { exportMeant, writeGood } from './export';
import { openShardSet } from './open';
import { recordFilesOf, showText } from './output';
import type { RecordsPlatform } from './platform';
import { compareWithSchema } from './schema-file';
import type { RecordsSession } from './session';
import { startModel } from './start-model';

/** Does something with what a session shows. Rejects with a message for the user. */
export type RecordsAct = (session: RecordsSession, action: RecordsAction) => Promise<void>;

/** What can be done with the records of a panel, by name. */
export function recordsActions(context: ExtensionContext, platform: RecordsPlatform, show: ShowWhere): RecordsAct {
  const actions: { [action in RecordsAction]: (session: RecordsSession) => Promise<void> } = {
    export: session => exportMeant(session, platform),
    goodRecords: session => writeGood(session, platform),
    textIndex: session => writeIndex(session),
    parseFunction: async session => showText('python', parseText(await session.records())),
    schemaText: async session => showText('plaintext', schemaPbtxt(inferSchema((await session.records()).statistics))),
    startModel: async session => startModel(await session.records()),
    compare: async session => compareRecords(context, platform, await session.records(), show),
    compareSchema: session => compareWithSchema(session.document),
    openShards: session => openShardSet(session.document.uri),
  };
  return (session, action) => actions[action](session);
}

const parseText = (records: OpenRecords): string => parseCode(records.statistics, recordFilesOf(records));

/** Writes the text index that DALI and tfrecord2idx use, beside an uncompressed file. */
async function writeIndex(session: RecordsSession): Promise<void> {
  const { dataset } = await session.records();
  const [member] = dataset.members;
  if (member?.content.compression !== 'none') throw new Error(l10n.t('Only uncompressed files can be indexed.'));
  const to = await window.showSaveDialog({ defaultUri: Uri.joinPath(Uri.parse(member.file.uri, true), '..', `${member.file.name}.idx`) });
  if (!to) return;
  const pieces: string[] = [];
  for await (const piece of writeTextIndex(member.content.source)) pieces.push(piece);
  await workspace.fs.writeFile(to, new TextEncoder().encode(pieces.join('')));
  void window.showInformationMessage(l10n.t('{0} written.', to.path.split('/').at(-1) ?? ''));
}
