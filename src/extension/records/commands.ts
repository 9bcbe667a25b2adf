import type { CopyFormat, RecordsAction } from '../../protocol/records-page';
import type { CommandTable } from '../ui/commands';
import type { RecordsEditor } from './editor';

const ACTIONS: { [command: string]: RecordsAction } = {
  'records.export': 'export',
  'records.writeGood': 'goodRecords',
  'records.writeIndex': 'textIndex',
  'records.generateParse': 'parseFunction',
  'records.schemaText': 'schemaText',
  'records.startModel': 'startModel',
  'records.compare': 'compare',
  'records.compareSchema': 'compareSchema',
};

const COPIES: { [command: string]: CopyFormat } = { 'records.copyJson': 'json', 'records.copyPython': 'python' };

/** The commands on the records that are in front. */
export const recordsCommands = (editor: RecordsEditor): CommandTable =>
  Object.fromEntries([
    ...Object.entries(ACTIONS).map(([command, action]) => [command, () => editor.runActive(action)]),
    ...Object.entries(COPIES).map(([command, format]) => [command, () => editor.copyActive(format)]),
  ]);
