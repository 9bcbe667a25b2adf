import { l10n } from 'vscode';
import { modelCode } from '../../export/python-model';
import type { OpenRecords } from './document';
import { recordFilesOf, showText } from './output';

/** "Start a Model from These Features": a new Python file that trains on the records as it stands. Rejects with the reason where no model can be told. */
export async function startModel(records: OpenRecords): Promise<void> {
  await records.loader.readAll();
  const model = modelCode(records.statistics, recordFilesOf(records));
  if (!model.ok) throw new Error(l10n.t('Cannot generate a model from these features: {0}', model.reason));
  await showText('python', model.code);
}
