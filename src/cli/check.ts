import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { diskFacts } from '../check/node-facts';
import { notebookCells } from '../check/notebook';
import { type ReadOptions, readCells } from '../check/program';
import { reported } from '../check/report';
import { type FactStore, readWithRecords } from '../check/with-records';
import type { Workspace } from '../rules/core/rule';
import type { Finding } from '../values/finding';
import { formats } from './check-formats';
import { type Command, EXIT, UsageError } from './command';
import { diskOptions, pythonFiles } from './python-files';

/** The findings of one file or notebook, in the order of its text. */
async function findingsOf(path: string, options: ReadOptions, store: FactStore): Promise<Finding[]> {
  const text = readFileSync(path, 'utf8');
  const cells = path.endsWith('.ipynb') ? (notebookCells(path, text) ?? []) : [{ path, text, raises: false }];
  const read = (workspace: Workspace) => readCells(path, cells, { ...options, workspace });
  const { findings } = await readWithRecords(read, options.workspace ?? {}, store);
  return cells.flatMap(cell => reported(findings, cell.path, cell.text));
}

/** `tensorscope check FILE.py…`: what does not fit in Python files and notebooks. */
export const checkCommand: Command = {
  name: 'check',
  usage: 'FILE.py|FILE.ipynb|FOLDER… [--format text|json|sarif|github] [--json]',
  summary: 'mistakes of shape and dtype between records, layers, losses and data',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, format: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw new UsageError('check takes at least one Python file, notebook or folder');
    const name = values.format ?? (values.json ? 'json' : 'text');
    if (!Object.hasOwn(formats, name)) throw new UsageError(`there is no format "${name}"; there is ${Object.keys(formats).join(', ')}`);
    const { files, missing } = pythonFiles(positionals);
    if (missing.length > 0) throw new UsageError(`there is no file or folder ${missing.join(', ')}`);
    const options = await diskOptions(process.cwd());
    const store = diskFacts(process.cwd());
    const findings: Finding[] = [];
    for (const path of files) findings.push(...(await findingsOf(path, options, store)));
    const printed = formats[name](findings);
    if (printed !== '') console.log(printed);
    return findings.some(({ level }) => level === 'error') ? EXIT.problems : EXIT.fine;
  },
};
