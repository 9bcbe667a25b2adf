// A VS Code window with the extension and a copy of the samples, worked by keyboard as the user would.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { workbenchUrl } from './address.mjs';
import { startBrowser } from './browser.mjs';
import { editions } from './editions.mjs';
import { startServer } from './server.mjs';
import { themes } from './themes.mjs';

/** How long the window may take for one step, in milliseconds. */
const patience = 60_000;

/**
 * @typedef {object} WorkbenchOptions
 * @property {'newest' | 'oldest'} [edition]
 * @property {keyof typeof themes} [theme]
 * @property {{ width: number, height: number }} [size]
 * @property {number} [scale] Device pixels per pixel.
 * @property {Record<string, unknown>} [settings] User settings.
 */

/**
 * Opens a window and resolves when the extension's commands are there. Who opens it ends it with `close()`.
 * @param {WorkbenchOptions} [options]
 * @returns {Promise<Workbench>}
 */
export async function openWorkbench(options = {}) {
  const { edition = 'newest', theme = 'light', size = { width: 1280, height: 800 }, scale = 1, settings = {} } = options;
  const folder = mkdtempSync(join(tmpdir(), 'tensorscope-'));
  const workspace = join(folder, 'samples');
  cpSync(join(root, 'samples'), workspace, { recursive: true });
  const server = await startServer({ edition: editions[edition], settings: { 'workbench.colorTheme': themes[theme], ...settings } });
  const browser = await startBrowser();
  const page = await browser.newPage({ viewport: size, deviceScaleFactor: scale });
  const workbench = new Workbench(page, workspace, async () => {
    await Promise.allSettled([browser.close(), server.stop()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  try {
    await page.goto(workbenchUrl(server, { folder: workspace, extension: root }));
    await workbench.ready();
  } catch (error) {
    await workbench.close();
    throw error;
  }
  return workbench;
}

/** Whether a frame is in sight with every frame around it: a webview behind another tab keeps its page. A frame may go while it is asked. */
async function inSight(frame) {
  for (let inner = frame; inner.parentFrame(); inner = inner.parentFrame()) {
    const element = await inner.frameElement().catch(() => undefined);
    if (!(await element?.isVisible().catch(() => false))) return false;
  }
  return true;
}

/** Whether something is to be seen within so many milliseconds. */
const shows = (locator, timeout = 3000) =>
  locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

export class Workbench {
  /**
   * @param {import('playwright-core').Page} page
   * @param {string} workspace Folder of the samples that are open.
   * @param {() => Promise<void>} close Ends the window with everything behind it.
   */
  constructor(page, workspace, close) {
    this.page = page;
    this.workspace = workspace;
    this.close = close;
    this.picker = page.locator('.quick-input-widget');
  }

  /** Waits until the extension's contributions are known; a file opened before that gets the text editor. */
  async ready() {
    await this.page.locator('.monaco-workbench .explorer-viewlet').waitFor({ timeout: patience });
    await this.findCommand('Tensorscope: Train Model');
    await this.page.keyboard.press('Escape');
    await this.picker.waitFor({ state: 'hidden', timeout: patience });
  }

  /** Opens the command palette on a command and resolves to its row; asks again while extensions are still loading. */
  async findCommand(title) {
    const row = this.picker.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
    const until = Date.now() + patience;
    for (;;) {
      if (await this.openPicker('F1')) {
        await this.page.keyboard.type(title);
        if (await shows(row)) return row;
      }
      if (Date.now() > until) throw new Error(`The command palette does not offer "${title}".`);
      await this.page.keyboard.press('Escape');
    }
  }

  /** Presses a key that opens a picker; false when none comes, because what had the focus went away under the key. */
  async openPicker(key) {
    await this.page.keyboard.press(key);
    return shows(this.picker);
  }

  /** Runs a command from the palette by keyboard; asks for it again when the palette has gone because a webview took the keyboard. */
  async runCommand(title) {
    // The one that Enter takes: before the list is narrowed down, that is whatever was run last.
    const taken = this.picker.locator('.monaco-list-row.focused').filter({ hasText: title }).first();
    const until = Date.now() + patience;
    await this.findCommand(title);
    while (!(await shows(taken, 500))) {
      if (Date.now() > until) throw new Error(`The command palette does not stay on "${title}".`);
      // Another command may hold the same words, and be offered first.
      if (await this.picker.isVisible()) await this.page.keyboard.press('ArrowDown');
      else await this.findCommand(title);
    }
    await this.page.keyboard.press('Enter');
  }

  /** Opens a file of the workspace by keyboard, through Quick Open, and waits until its tab is in front. */
  async openFile(path) {
    const name = path.split('/').at(-1);
    await this.until(() => this.openPicker('Control+P'), 'Quick Open opens');
    await this.page.keyboard.type(path);
    // The one that Enter takes: before the list is narrowed down, that is whatever was open last.
    await this.picker.locator('.monaco-list-row.focused').filter({ hasText: name }).first().waitFor({ timeout: patience });
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor({ timeout: patience });
  }

  /** Chooses the row of an open quick pick that contains a text, by keyboard. */
  async pick(text) {
    await this.picker.locator('.monaco-list-row', { hasText: text }).first().waitFor({ timeout: patience });
    // A webview may have taken the keyboard meanwhile; the user would click into the list too.
    await this.picker.locator('input[type="text"]').first().focus();
    await this.page.keyboard.type(text);
    await this.picker.locator('.monaco-list-row.focused', { hasText: text }).first().waitFor({ timeout: patience });
    await this.page.keyboard.press('Enter');
  }

  /**
   * Waits until something holds.
   * @param {() => Promise<boolean>} holds
   * @param {string} what For the error when it does not come about.
   */
  async until(holds, what) {
    const until = Date.now() + patience;
    while (!(await holds())) {
      if (Date.now() > until) throw new Error(`It did not come about within ${patience / 1000} s that ${what}.`);
      await this.page.waitForTimeout(100);
    }
  }

  /** Takes away what no picture is about: notifications, and the pointer's hover. */
  async settle() {
    await this.page.mouse.move(0, 0);
    const close = this.page.locator('.notifications-toasts .codicon-notifications-clear');
    while ((await close.count()) > 0) await close.first().click();
    await this.page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }

  /**
   * The first visible element of a selector in any webview; waits until there is one.
   * @param {string} selector
   */
  async inWebview(selector) {
    const until = Date.now() + patience;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (frame === this.page.mainFrame()) continue;
        const element = frame.locator(selector).filter({ visible: true }).first();
        // A frame may go while it is asked.
        const seen = await element.isVisible().catch(() => false);
        if (seen && (await inSight(frame))) return element;
      }
      if (Date.now() > until) throw new Error(`No webview shows "${selector}".`);
      await this.page.waitForTimeout(100);
    }
  }
}
