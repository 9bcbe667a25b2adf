import { parseArgs } from 'node:util';
import { type Command, EXIT, UsageError } from './command';
import { download } from './hub-download';
import { hubLines } from './hub-lines';
import { HUB_MODULE_HELP, HUB_MODULE_OPTION, HUB_MODULE_USAGE, hubModules } from './hub-modules';
import { reportOn } from './hub-report';
import { printJson, printLines } from './output';

/** `tensorscope hub`: what a module takes and gives, from its files without loading it, or from the catalogue. */
export const hubCommand: Command = {
  name: 'hub',
  usage: `HANDLE|FOLDER [--download] ${HUB_MODULE_USAGE} [--json]`,
  summary: 'show what a TensorFlow Hub module or a SavedModel takes and gives, without loading it',
  options: [
    ['--download', "download the module into TensorFlow Hub's cache, if it is not there yet"],
    HUB_MODULE_HELP,
    ['--json', 'print one JSON document'],
  ],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, download: { type: 'boolean' }, ...HUB_MODULE_OPTION },
      allowPositionals: true,
    });
    const [handle, ...more] = positionals;
    if (handle === undefined || more.length > 0) throw new UsageError('hub takes one handle or folder');
    const failure = values.download ? await download(handle) : undefined;
    const found = await reportOn(handle, hubModules(values['hub-module']));
    const report = failure === undefined ? found : { ...found, problems: [failure, ...found.problems] };
    if (values.json) printJson(report);
    else printLines(hubLines(report));
    return report.problems.length > 0 ? EXIT.problems : EXIT.fine;
  },
};
