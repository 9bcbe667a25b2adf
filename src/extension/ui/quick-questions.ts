import { type QuickPickItem, window } from 'vscode';

export type Answer<Value> = QuickPickItem & { value: Value };

/** Asks which of some answers, which may still be on their way; undefined if cancelled. Rejects as they do. */
export type Ask = <Value>(title: string, answers: Promise<Answer<Value>[]>) => Promise<Value | undefined>;

/**
 * Asks one question after the other in one list, which is there at once, stays between them, and stays without the keyboard too: a webview that is given the
 * keyboard back when a command has been chosen takes it in its own time, from a list that has opened meanwhile as well.
 */
export async function quickQuestions<Result>(run: (ask: Ask) => Promise<Result>): Promise<Result> {
  const pick = window.createQuickPick<Answer<unknown>>();
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  const ask = async <Value>(title: string, answers: Promise<Answer<Value>[]>): Promise<Value | undefined> => {
    pick.title = title;
    pick.value = '';
    pick.items = [];
    pick.busy = true;
    pick.show();
    const chosen = new Promise<unknown>(resolve => {
      pick.onDidAccept(() => pick.selectedItems[0] && resolve(pick.selectedItems[0].value));
      pick.onDidHide(() => resolve(undefined));
    });
    pick.items = await answers;
    pick.busy = false;
    return (await chosen) as Value | undefined;
  };
  try {
    return await run(ask);
  } finally {
    pick.dispose();
  }
}
