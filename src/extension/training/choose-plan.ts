import { l10n, type QuickPickItem, ThemeIcon, type Uri, window, workspace } from 'vscode';
import type { TrainingPlan } from '../../plan/plan';
import { epochsOf, stagesOf } from '../../plan/stages';
import type { TrainingFile } from './files';

/** Lets the user pick one of several files that train; the only one is picked by itself. */
export async function chooseFile(files: TrainingFile[]): Promise<Uri | undefined> {
  if (files.length === 1) return files[0]?.uri;
  const items = files.map(file => ({
    label: file.uri.path.split('/').at(-1) ?? file.uri.path,
    description: folderOf(file.uri),
    detail: file.calls.map(call => l10n.t('{0}.fit on line {1}', call.model, call.line + 1)).join(', '),
    iconPath: new ThemeIcon('graph-line'),
    uri: file.uri,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Train Model'),
    placeHolder: l10n.t('Select the program that trains the model'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.uri;
}

/** Folder within the workspace; nothing for the workspace folder itself. */
function folderOf(file: Uri): string {
  const path = workspace.asRelativePath(file);
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** Lets the user pick one of several trainings of a file. `line`, from 1, names one without asking. */
export async function choosePlan(plans: TrainingPlan[], line: number | undefined): Promise<TrainingPlan | undefined> {
  const atLine = plans.filter(plan => stagesOf(plan).some(({ fit }) => fit.site.line === line));
  const candidates = atLine.length > 0 ? atLine : plans;
  if (candidates.length === 1) return candidates[0];
  const items = candidates.map(plan => ({ ...planItem(plan), plan }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Train Model'),
    placeHolder: l10n.t('Select a model to train'),
    matchOnDetail: true,
  });
  return picked?.plan;
}

function planItem(plan: TrainingPlan): QuickPickItem {
  const { model, fit, compile } = plan;
  const layers = model.layers.map(layer => layer.class).join(' → ');
  return {
    label: plan.source.model || model.name,
    description: l10n.t('line {0} · {1} epochs · {2}', fit.site.line, epochsOf(plan), compile.optimizer.name),
    detail: layers,
    iconPath: new ThemeIcon('graph-line'),
  };
}
