import { parseArgs } from 'node:util';
import { schemaPbtxt } from '../export/pbtxt';
import { parseCode } from '../export/python';
import type { RecordFile } from '../export/python-files';
import { expandPaths } from '../records/node-paths';
import { inferSchema } from '../schema/infer';
import { scanStatistics } from '../statistics/report/scan-statistics';
import type { DatasetStatistics } from '../statistics/report/statistics';
import { type FileScan, scanFiles } from '../statistics/threads/node-scan-pool';
import { type Command, EXIT, UsageError } from './command';
import { featureLines } from './feature-lines';
import { printProblem, printText } from './output';
import { scanProgress } from './scan-progress';
import { paintFor } from './style';

/** Width of the table where there is no terminal to ask. */
const DEFAULT_WIDTH = 140;

const paint = paintFor(process.stdout);

const FORMATS: { [format: string]: (statistics: DatasetStatistics, scans: FileScan[]) => string } = {
  json: statistics => `${JSON.stringify(inferSchema(statistics), undefined, 2)}\n`,
  pbtxt: statistics => schemaPbtxt(inferSchema(statistics)),
  python: (statistics, scans) => parseCode(statistics, scans.map(fileOf)),
  table: statistics =>
    featureLines(statistics, paint, process.stdout.columns ?? DEFAULT_WIDTH)
      .slice(1)
      .map(line => `${line}\n`)
      .join(''),
};

/** The file with its compression; one that could not be read is taken for uncompressed. */
const fileOf = (scan: FileScan): RecordFile => ({ path: scan.path, compression: 'scanned' in scan ? scan.scanned.compression : 'none' });

/** `tensorscope schema`: the schema that the records of files meet, taken together as one dataset. */
export const schemaCommand: Command = {
  name: 'schema',
  usage: 'PATH… [--format json|pbtxt|python] [--json]',
  summary: 'infer the schema of records as a table, JSON, TFDV text or a Python parse function',
  options: [
    ['--format FORMAT', 'json, pbtxt (TFDV) or python (code that parses the records)'],
    ['--json', 'the same as --format json'],
  ],
  async run(args) {
    const options = { format: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const format = values.format ?? (values.json ? 'json' : 'table');
    if (!Object.hasOwn(FORMATS, format)) throw new UsageError(`--format is one of json, pbtxt and python, not "${format}".`);
    if (positionals.length === 0) throw new UsageError('schema needs at least one file, folder or pattern.');
    const { paths, unmatched } = expandPaths(positionals);
    const status = scanProgress(paths);
    const scans = await scanFiles(paths, { visitor: { name: 'features' }, progress: status.progress });
    status.clear();
    const problems = unmatched.map(word => `${word}: no matching record files`);
    for (const scan of scans) {
      if ('failed' in scan) problems.push(`${scan.path}: ${scan.failed}`);
      else problems.push(...scan.scanned.corruptions.map(({ message }) => `${scan.path}: ${message}`));
    }
    const statistics = scanStatistics(scans);
    if (statistics.features.length === 0 && problems.length === 0)
      problems.push('No features: the files contain no tf.train.Example or SequenceExample.');
    for (const problem of problems) printProblem(problem);
    printText(FORMATS[format](statistics, scans));
    return problems.length > 0 ? EXIT.problems : EXIT.fine;
  },
};
