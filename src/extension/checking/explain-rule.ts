import { commands, type ExtensionContext } from 'vscode';
import type { RuleName } from '../../diagnostics/catalogue';
import { rulePage } from './rule-page';

/** Opens the page of a rule. */
export async function explainRule({ extensionUri }: ExtensionContext, rule: RuleName): Promise<void> {
  await commands.executeCommand('markdown.showPreview', rulePage(extensionUri, rule));
}
