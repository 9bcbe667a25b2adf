import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../tools/vscode/workbench.mjs';
import { inProject } from '../root';

/** Where the tests leave what the window looked like: at their end, and whenever one failed. */
const pictures = inProject('out/pictures');

/** A picture of the window under a name. */
export async function takePicture(workbench: Workbench, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await workbench.page.screenshot({ path: join(pictures, `${name.replace(/\W+/g, '-')}.png`) });
}

/** What tests of a page in a window ask of it: all of these wait until it is so. */
export interface Window {
  (): Workbench;
  /** The first visible element of a selector in any webview. */
  see(selector: string): Promise<Locator>;
  /** The text of that element. Use it for what does not change any more; a text that comes about is a case for `becomes`. */
  textOf(selector: string): Promise<string>;
  press(...keys: string[]): Promise<void>;
  /** Closes every editor, and waits until their tabs are gone. */
  closeEditors(): Promise<void>;
}

/** Opens a window before the tests of a `describe` and closes it after them. Returns where to find it meanwhile. */
export function useWindow(options: Parameters<typeof openWorkbench>[0] = {}): Window {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await openWorkbench(options);
  });
  afterEach(async function () {
    if (workbench && this.currentTest?.state === 'failed') await takePicture(workbench, `failed-${this.currentTest.fullTitle()}`);
  });
  after(() => workbench?.close());
  const window = (): Workbench => {
    if (!workbench) throw new Error('The window is open only while tests run.');
    return workbench;
  };
  const see = (selector: string): Promise<Locator> => window().inWebview(selector);
  return Object.assign(window, {
    see,
    textOf: async (selector: string) => (await (await see(selector)).textContent()) ?? '',
    async press(...keys: string[]) {
      for (const key of keys) await window().page.keyboard.press(key);
    },
    async closeEditors() {
      await window().runCommand('View: Close All Editors');
      await window().until(async () => (await window().page.locator('.tab').count()) === 0, 'all editors are closed');
    },
  });
}
