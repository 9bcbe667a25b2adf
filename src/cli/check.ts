import { parseArgs } from 'node:util';
import { diskFiles, parserOfBundle } from '../check/host/node-disk';
import { readCells } from '../check/read/program';
import type { Files, ModuleFolders } from '../check/read/surroundings';
import { readWithFacts } from '../check/read/with-facts';
import type { KerasVersion } from '../common/keras-version';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { reported } from '../diagnostics/suppress';
import type { PythonParser } from '../python/parser';
import { formats } from './check-formats';
import { type Command, EXIT, UsageError } from './command';
import { HUB_MODULE_HELP, HUB_MODULE_OPTION, HUB_MODULE_USAGE, hubModules } from './hub-modules';
import { KERAS_HELP, KERAS_USAGE, kerasFinder, kerasOption } from './keras-option';
import { printProblem } from './output';
import { pythonFiles } from './python-files';
import { readCellsOf } from './source-file';

/** The diagnostics of one file or notebook, in the order of its text. */
async function findingsOf(
  path: string,
  parser: PythonParser,
  disk: Files,
  modules: ModuleFolders,
  keras: KerasVersion,
): Promise<Diagnostic[]> {
  const cells = readCellsOf(path);
  const { source, workspace, facts } = disk.around([process.cwd(), disk.folderOf(path)], modules);
  const { diagnostics } = await readWithFacts(seen => readCells(path, cells, { parser, source, workspace: seen, keras }), workspace, facts);
  return cells.flatMap(cell => reported(diagnostics, cell.path, cell.text));
}

/** `tensorscope check FILE.py…`: what does not fit in Python files and notebooks. */
export const checkCommand: Command = {
  name: 'check',
  usage: `FILE.py|FILE.ipynb|FOLDER… [--format text|json|sarif|github] ${KERAS_USAGE} ${HUB_MODULE_USAGE} [--json]`,
  summary: 'check the shapes and dtypes of records, layers, losses and data',
  options: [
    ['--format FORMAT', 'text, json, sarif or github (workflow commands)'],
    KERAS_HELP,
    HUB_MODULE_HELP,
    ['--json', 'the same as --format json'],
  ],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, format: { type: 'string' }, ...HUB_MODULE_OPTION, ...kerasOption },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw new UsageError('check takes at least one Python file, notebook or folder');
    const name = values.format ?? (values.json ? 'json' : 'text');
    if (!Object.hasOwn(formats, name))
      throw new UsageError(`there is no format "${name}"; the formats are ${Object.keys(formats).join(', ')}`);
    const version = kerasFinder(values.keras);
    const { files, missing } = pythonFiles(positionals);
    if (missing.length > 0) throw new UsageError(`no such file or folder: ${missing.join(', ')}`);
    const parser = await parserOfBundle();
    const modules = hubModules(values['hub-module']);
    const disk = diskFiles();
    const diagnostics: Diagnostic[] = [];
    let unread = false;
    for (const path of files) {
      try {
        diagnostics.push(...(await findingsOf(path, parser, disk, modules, await version(path))));
      } catch (error) {
        // Whatever one file does to the checker, the others are checked.
        printProblem(error instanceof UsageError ? error.message : `${path}: it could not be checked: ${(error as Error).message}`);
        unread = true;
      }
    }
    const printed = formats[name](diagnostics);
    // "No problems found" would be too much to say of files that were not read.
    const saysNothing = name === 'text' && unread && diagnostics.length === 0;
    if (printed !== '' && !saysNothing) process.stdout.write(`${printed}\n`);
    return unread || diagnostics.some(({ level }) => level === 'error') ? EXIT.problems : EXIT.fine;
  },
};
