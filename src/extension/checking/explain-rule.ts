import { commands, type ExtensionContext, Uri } from 'vscode';
import type { RuleName } from '../../diagnostics/catalogue';

/** Opens what is written of the rules, in the documentation that comes with the extension. */
export async function explainRule({ extensionUri }: ExtensionContext, rule: RuleName): Promise<void> {
  await commands.executeCommand('markdown.showPreview', Uri.joinPath(extensionUri, 'docs', 'rules.md').with({ fragment: rule }));
}
