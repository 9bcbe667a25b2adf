// Chromium without a window, quiet on the network, driven by playwright-core.
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'];
const machine = ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

/** Starts the browser. Who starts it ends it with `close()`. */
export function startBrowser() {
  return chromium.launch({
    executablePath: findChromium(),
    args: [...quiet, ...machine],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
