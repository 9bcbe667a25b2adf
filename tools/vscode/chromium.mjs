// The browser that shows VS Code where there is no desktop build: any Chromium that is there, else Debian's.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { quietly } from '../setup/command.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const places = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Path of a Chromium on this machine (the variable CHROMIUM names one by hand), or undefined. */
export function findChromium() {
  const path = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.CHROMIUM,
    ...names.flatMap(name => path.map(folder => join(folder, name))),
    ...(places[process.platform] ?? []),
  ];
  return candidates.find(candidate => candidate && existsSync(candidate));
}

/** Installs Debian's Chromium; needs root and apt. */
async function install() {
  const debian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!debian) {
    throw new Error(
      'The editor tests need a Chromium: install one (on Debian: apt-get install chromium), or name it in the variable CHROMIUM.',
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await quietly('apt-get', ['update', '-qq'], { env });
  await quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
}

/** @type {import('../setup/steps.mjs').Step} */
export const chromium = { title: 'Installing Chromium', needed: () => !findChromium(), run: install };
