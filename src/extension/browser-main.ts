import { type ExtensionContext, l10n, type TreeDataProvider, type Uri, window } from 'vscode';
import { Checking } from './checking/checking';
import { startWebThread } from './checking/web-thread';
import { Compatibility } from './compatibility/compatibility';
import { ModuleEditor } from './modules/editor';
import { recordsCommands } from './records/commands';
import { RecordsEditor } from './records/editor';
import { openAsRecords, openShardSet } from './records/open';
import { inlinePlatform } from './records/web-platform';
import { type CommandTable, registerCommands } from './ui/commands';

/** Nothing has been trained here, and nothing can be: the view then shows its welcome. */
const noRuns: TreeDataProvider<never> = { getChildren: () => [], getTreeItem: item => item };

/** What a browser (vscode.dev) runs: records and their schema, and the shapes of Python files, through the workspace's file system. What needs a process says that it needs the desktop. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Tensorscope', { log: true });
  const records = new RecordsEditor(context, inlinePlatform, log);
  const checking = new Checking(context, () => startWebThread(context), records.statistics, log);
  const compatibility = new Compatibility(context, checking, records);
  const modules = new ModuleEditor(context, checking.checker);
  const here: CommandTable = {
    openAsRecords: (uri?: Uri) => openAsRecords(uri),
    openShardSet: (uri?: Uri) => openShardSet(uri),
    ...recordsCommands(records),
    ...checking.commands(),
    ...modules.commands(),
    ...compatibility.commands(),
    showLog: () => log.show(),
  };
  context.subscriptions.push(
    log,
    checking,
    compatibility,
    records.register(),
    modules.register(),
    window.registerTreeDataProvider('tensorscope.runs', noRuns),
    registerCommands({ ...onDesktop(context, here), ...here }, log),
  );
}

/** All commands of the manifest that this build lacks: each says where it is to be had. */
function onDesktop(context: ExtensionContext, here: CommandTable): CommandTable {
  const { commands } = context.extension.packageJSON.contributes as { commands: { command: string; title: string }[] };
  const missing = commands
    .map(({ command, title }) => ({ name: command.replace('tensorscope.', ''), title }))
    .filter(({ name }) => !(name in here));
  return Object.fromEntries(
    missing.map(({ name, title }) => [
      name,
      () => void window.showInformationMessage(l10n.t('"{0}" requires VS Code on the desktop: TensorFlow cannot run in a browser.', title)),
    ]),
  );
}
