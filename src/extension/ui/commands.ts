import { commands, Disposable, type LogOutputChannel, l10n, window } from 'vscode';

/** What our commands do, by the name after "tensorscope."; package.json declares each of them, and a test holds the two together. */
export interface CommandTable {
  [name: string]: (...args: never[]) => unknown;
}

/** Registers every command. One that fails tells the user and writes the whole error into the log, so that nothing fails in silence. */
export function registerCommands(table: CommandTable, log: LogOutputChannel): Disposable {
  const registered = Object.entries(table).map(([name, run]) =>
    commands.registerCommand(`tensorscope.${name}`, async (...args: never[]) => {
      try {
        return await run(...args);
      } catch (error) {
        log.error(error as Error);
        const showLog = l10n.t('Show Log');
        const chosen = await window.showErrorMessage(l10n.t('Tensorscope: {0}', (error as Error).message), showLog);
        if (chosen === showLog) log.show();
        return undefined;
      }
    }),
  );
  return Disposable.from(...registered);
}
