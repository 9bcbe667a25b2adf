import { parseArgs } from 'node:util';
import { expandPaths } from '../records/node-paths';
import { type Command, EXIT, UsageError } from './command';
import { compatLines } from './compat-lines';
import { compatReport } from './compat-report';
import { isModuleWord, modulesTargets, programTargets } from './compat-targets';
import { HUB_MODULE_HELP, HUB_MODULE_OPTION, HUB_MODULE_USAGE, hubModules } from './hub-modules';
import { printJson, printLines } from './output';
import { paintFor } from './style';

const isProgram = (word: string): boolean => /\.(py|ipynb)$/.test(word);

/** `tensorscope compat`: which features of records can feed which inputs, embeddings and modules, and what has to be done before. */
export const compatCommand: Command = {
  name: 'compat',
  usage: `RECORDS… [FILE.py|HANDLE|FOLDER…] ${HUB_MODULE_USAGE} [--json]`,
  summary: 'show which features fit which inputs, embedding layers and Hub modules, and how to make them fit',
  options: [HUB_MODULE_HELP, ['--json', 'print one JSON document']],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, ...HUB_MODULE_OPTION },
      allowPositionals: true,
    });
    const programs = positionals.filter(isProgram);
    const handles = positionals.filter(word => !isProgram(word) && isModuleWord(word));
    const records = positionals.filter(word => !isProgram(word) && !isModuleWord(word));
    if (records.length === 0) throw new UsageError('compat needs at least one file, folder or pattern of records.');
    if (programs.length + handles.length === 0)
      throw new UsageError('compat needs at least one Python file, module handle or module folder.');
    const modules = hubModules(values['hub-module']);
    const found = [...(await programTargets(programs, modules)), ...(await modulesTargets(handles, modules))];
    const report = await compatReport(expandPaths(records), found);
    if (values.json) printJson(report);
    else printLines(compatLines(report, paintFor(process.stdout)));
    return report.problems.length > 0 || report.targets.some(({ fits }) => !fits) ? EXIT.problems : EXIT.fine;
  },
};
