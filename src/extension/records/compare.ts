import { type ExtensionContext, l10n, ProgressLocation, type Uri, ViewColumn, window, workspace } from 'vscode';
import type { CompareHostOffer, ComparePageOffer, CompareView } from '../../protocol/records-compare';
import type { SchemaAnomaly } from '../../protocol/records-schema';
import { isRecordFileName } from '../../records/shards';
import { compareDatasets } from '../../schema/anomalies/skew';
import type { DatasetStatistics } from '../../statistics/report/statistics';
import { featureViews } from '../../viewer/schema-view';
import { fileItem } from '../ui/file-pick';
import { type Answer, quickQuestions } from '../ui/quick-questions';
import { openPage } from '../ui/webview-page';
import type { OpenRecords } from './document';
import type { RecordsPlatform } from './platform';

/** Record files of the workspace that are offered to be compared with. */
const MAX_FILES_OFFERED = 500;

/** Shows records in the viewer that meet a filter. */
export type ShowWhere = (uri: Uri, where: string) => Promise<void>;

/** Compares a dataset with another file that the user chooses: features side by side, and what is not as in the first. */
export async function compareRecords(
  context: ExtensionContext,
  platform: RecordsPlatform,
  records: OpenRecords,
  show: ShowWhere,
): Promise<void> {
  const uri = await chooseOther(records.document.uri);
  if (!uri) return;
  const second = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Reading {0}', nameOf(uri)), cancellable: true },
    async (_progress, cancelled) => {
      const controller = new AbortController();
      cancelled.onCancellationRequested(() => controller.abort(new Error('cancelled')));
      await records.loader.readAll();
      return readStatistics(platform, uri, controller.signal);
    },
  );
  if (!second) return;
  const first = records.statistics;
  const names = { first: records.document.name, second: nameOf(uri) };
  const title = l10n.t('{0} and {1}', names.first, names.second);
  const panel = window.createWebviewPanel('tensorscope.compare', title, ViewColumn.Active, { enableScripts: true });
  const offer: CompareHostOffer = {
    open: async () => compareView(names, first, second),
    show: ({ which, where }) => show(which === 'first' ? records.document.uri : uri, where),
  };
  const channel = openPage<ComparePageOffer>(context, panel.webview, 'compare', title, offer);
  panel.onDidDispose(() => channel.close('the panel was closed'));
}

const nameOf = (uri: Uri): string => uri.path.split('/').at(-1) ?? '';

async function readStatistics(platform: RecordsPlatform, uri: Uri, signal: AbortSignal): Promise<DatasetStatistics | undefined> {
  const file = await platform.open(uri);
  try {
    return (await platform.statistics([file], () => undefined, signal)).statistics;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    file.close();
  }
}

/** A record file of the workspace or any other; undefined if cancelled. */
async function chooseOther(uri: Uri): Promise<Uri | undefined> {
  const title = l10n.t('Compare with');
  const chosen = await quickQuestions(ask => ask(title, recordFiles(uri)));
  return chosen === 'other' ? (await window.showOpenDialog({ title, canSelectMany: false }))?.[0] : chosen;
}

/** The record files of the workspace but for one, those of its folder first. */
async function recordFiles(uri: Uri): Promise<Answer<Uri | 'other'>[]> {
  const folder = uri.path.slice(0, uri.path.lastIndexOf('/'));
  const found = (await workspace.findFiles('**/*', undefined, 20_000)).filter(
    other => isRecordFileName(nameOf(other)) && other.path !== uri.path,
  );
  const isNear = (other: Uri): boolean => other.path.startsWith(`${folder}/`);
  found.sort((a, b) => Number(isNear(b)) - Number(isNear(a)) || (a.path < b.path ? -1 : 1));
  return [
    ...found.slice(0, MAX_FILES_OFFERED).map(other => ({ ...fileItem(other), value: other })),
    { label: l10n.t('Another file…'), value: 'other' },
  ];
}

const RANK = { error: 2, warning: 1, information: 0 };

/** What the page shows of two datasets. */
export function compareView(names: { first: string; second: string }, first: DatasetStatistics, second: DatasetStatistics): CompareView {
  const anomalies: SchemaAnomaly[] = compareDatasets(first, second).map(({ type, severity, feature, short, long, where }) => ({
    type,
    severity,
    short,
    long,
    ...(feature === undefined ? {} : { feature }),
    ...(where === undefined ? {} : { where }),
  }));
  const [before, after] = [featureViews(first), featureViews(second)];
  const keyOf = ({ place, name }: { place: string; name: string }): string => `${place} ${name}`;
  const [ofFirst, ofSecond] = [before, after].map(features => new Map(features.map(feature => [keyOf(feature), feature])));
  const features = [...new Set([...before, ...after].map(keyOf))].map(key => {
    const [one, other] = [ofFirst?.get(key), ofSecond?.get(key)];
    const name = (one ?? other)?.name ?? '';
    const worst = anomalies.filter(({ feature }) => feature === name).sort((a, b) => RANK[b.severity] - RANK[a.severity])[0];
    return { name, ...(one ? { first: one } : {}), ...(other ? { second: other } : {}), ...(worst ? { severity: worst.severity } : {}) };
  });
  features.sort((a, b) => RANK[b.severity ?? 'information'] - RANK[a.severity ?? 'information']);
  return {
    first: { name: names.first, records: first.records },
    second: { name: names.second, records: second.records },
    features,
    anomalies,
  };
}
