import { commands, type ExtensionContext, Uri } from 'vscode';

/** Opens what is written of a rule, in the documentation that comes with the extension. */
export async function explainRule({ extensionUri }: ExtensionContext, rule: string): Promise<void> {
  const page = Uri.joinPath(extensionUri, 'docs', 'rules.md').with({ fragment: rule });
  await commands.executeCommand('markdown.showPreview', page);
}
