import { ConfigurationTarget, l10n, type QuickPickItem, type Uri, window, workspace } from 'vscode';
import { catalogue, isRule, type RuleName, ruleNames } from '../../diagnostics/catalogue';
import type { RuleSetting } from '../../diagnostics/suppress';
import { SECTION, setting } from '../ui/settings';

const levels: { readonly [level in RuleSetting]: string } = {
  default: l10n.t("The rule's default level"),
  off: l10n.t('Not reported'),
  error: l10n.t('Red: the program raises an error'),
  warning: l10n.t('Yellow: the program runs, but is almost certainly wrong'),
  information: l10n.t('Blue: worth knowing'),
  hint: l10n.t('Three dots under the text; not listed in the Problems view'),
};

/** "Set Level of a Rule": asks for what is not given, and writes it into the settings of the workspace, or of the user where there is none. */
export async function setRuleLevel(rule?: string, level?: string, uri?: Uri): Promise<void> {
  const name = rule !== undefined && isRule(rule) ? rule : await chooseRule(uri);
  const wanted = level ?? (name && (await chooseLevel(name)));
  if (name === undefined || wanted === undefined) return;
  const { [name]: _, ...others } = setting('check.levels', uri);
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const next = wanted === 'default' ? others : { ...others, [name]: wanted };
  await workspace.getConfiguration(SECTION, uri).update('check.levels', next, target);
}

async function chooseRule(uri: Uri | undefined): Promise<RuleName | undefined> {
  const set = setting('check.levels', uri);
  const items = ruleNames.map((name): QuickPickItem & { name: RuleName } => ({
    label: name,
    description: set[name] ?? catalogue[name].level,
    detail: catalogue[name].summary,
    name,
  }));
  const options = { title: l10n.t('Set Rule Level'), placeHolder: l10n.t('Select a rule'), matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.name;
}

async function chooseLevel(rule: RuleName): Promise<string | undefined> {
  const items = Object.entries(levels).map(([label, detail]) => ({ label, detail }));
  return (await window.showQuickPick(items, { title: rule, placeHolder: l10n.t('Select a level') }))?.label;
}
