import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Engine, type EngineOptions, engineTitle } from '../engine/engine';
import { findEngine } from '../engine/find';
import { installEngine } from '../engine/install';
import { askYesNo } from './ask';
import { type Command, EXIT } from './command';
import { printJson, printText } from './output';
import { statusLine } from './status-line';

/** Where the bundle finds the addon's sources, and whose Python environments count. */
export const terminalEngineOptions = (): EngineOptions => ({ addonSources: join(__dirname, 'addon'), workspaces: [process.cwd()] });

function describe(engine: Engine): string {
  if (engine.engine === 'wasm') return `${engineTitle(engine)}\n  not native because: ${engine.reason}`;
  return `${engineTitle(engine)}, from ${engine.origin}\n  addon      ${engine.bindingPath}\n  libraries  ${engine.libraries}`;
}

/** `tensorscope engine`: says which TensorFlow training would use; `--install` sets the native one up. */
export const engineCommand: Command = {
  name: 'engine',
  usage: '[--install [--allow-workspace-python]] [--json]',
  summary: 'show which TensorFlow is used, or install native TensorFlow',
  options: [
    ['--install', 'install native TensorFlow'],
    ['--allow-workspace-python', 'load native code from the Python environments of this folder'],
    ['--json', 'print one JSON document'],
  ],
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { install: { type: 'boolean' }, json: { type: 'boolean' }, 'allow-workspace-python': { type: 'boolean' } },
    });
    const status = statusLine(process.stderr);
    const options: EngineOptions = {
      ...terminalEngineOptions(),
      mayUse: async ({ version, folder }) => {
        if (values['allow-workspace-python']) return true;
        status.clear();
        return askYesNo(`Load the native code of TensorFlow ${version} in ${folder}? It is part of this folder. [y/N] `);
      },
    };
    const engine = values.install
      ? await installEngine(options, (text, fraction) => status.show(fraction === null ? text : `${text} ${Math.round(fraction * 100)} %`))
      : findEngine(options);
    status.clear();
    if (values.json) printJson(engine);
    else printText(describe(engine));
    return EXIT.fine;
  },
};
