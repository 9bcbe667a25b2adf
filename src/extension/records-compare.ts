import type { ExtensionContext } from 'vscode';
import type { OpenRecords } from './records-document';
import type { RecordsPlatform } from './records-platform';

export async function compareRecords(_context: ExtensionContext, _platform: RecordsPlatform, _records: OpenRecords): Promise<void> {}
