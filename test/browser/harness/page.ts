/** Opens a built webview page in Chromium as the editor would: its variables, its policy, `acquireVsCodeApi`, and a host that answers calls. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { webviewHtml } from '../../../src/extension/ui/webview-html';
import { inProject } from '../../root';
import { type ThemeName, themes } from './themes';

const dist = inProject('dist');
const origin = 'http://webview.test';

export interface HarnessOptions {
  /** Name of the bundle in dist/webview. */
  page: string;
  theme: ThemeName;
  size: { width: number; height: number };
  /** What the host answers to a call, by its name. */
  answers: { [name: string]: unknown };
}

/** The page, and what it asked of its host. */
export interface Harness {
  page: Page;
  notices: { name: string; argument: unknown }[];
  calls: { name: string; argument: unknown }[];
  /** Messages of the console and policy violations; empty on a page that is well. */
  problems: string[];
  /** Calls a function that the page offers. */
  notify(name: string, argument: unknown): Promise<void>;
}

/** Opens the page; the caller closes the browser. */
export async function openHarness(browser: Browser, options: HarnessOptions): Promise<Harness> {
  const page = await browser.newPage({ viewport: options.size });
  const harness: Harness = {
    page,
    notices: [],
    calls: [],
    problems: [],
    notify: (name, argument) => page.evaluate(message => window.postMessage(message, '*'), { kind: 'notify', name, argument }),
  };
  page.on('console', message => {
    if (message.type() !== 'log') harness.problems.push(message.text());
  });
  page.on('pageerror', error => harness.problems.push(String(error)));
  await page.exposeFunction('hostSays', (message: { kind: string; id: number; name: string; argument: unknown }) => {
    if (message.kind === 'call') {
      harness.calls.push({ name: message.name, argument: message.argument });
      return { kind: 'result', id: message.id, value: options.answers[message.name] ?? null };
    }
    harness.notices.push({ name: message.name, argument: message.argument });
    return null;
  });
  await page.addInitScript({ content: `window.harnessTheme = ${JSON.stringify(themes[options.theme])};` });
  await page.addInitScript({ path: inProject('test/browser/harness/editor-shim.js') });
  await page.route(`${origin}/**`, route => route.fulfill(served(new URL(route.request().url()).pathname, options.page)));
  await page.goto(`${origin}/`);
  return harness;
}

function served(path: string, page: string): { contentType: string; body: string } {
  if (path === '/') {
    const resources = {
      script: `${origin}/${page}.js`,
      controls: `${origin}/controls.js`,
      style: `${origin}/${page}.css`,
      source: origin,
      nonce: 'harness',
    };
    return { contentType: 'text/html', body: webviewHtml({ ...resources, title: page, language: 'en', words: {} }) };
  }
  const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
  return { contentType: type, body: readFileSync(resolve(dist, `webview${path}`), 'utf8') };
}
