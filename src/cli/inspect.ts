import { parseArgs } from 'node:util';
import { recogniseFile } from '../records/file-kind';
import { headOf } from '../records/node-file-source';
import { expandPaths } from '../records/node-paths';
import { payloadOf } from '../records/scan';
import { type ShardSet, shardSets } from '../records/shards';
import { type FileScan, scanFiles } from '../statistics/threads/node-scan-pool';
import { type Command, EXIT, UsageError } from './command';
import { expectedRecords } from './dataset-info';
import { featureReporter } from './inspect-features';
import { type FileReport, inspectLines } from './inspect-lines';
import { printJson, printLines } from './output';
import { scanProgress } from './scan-progress';
import { readSchemaFile } from './schema-file';
import { paintFor } from './style';

/** First bytes by which a file that holds no record is recognised. */
const HEAD_BYTES = 64;

function reportOf(scan: FileScan): FileReport {
  if ('failed' in scan) {
    const error = { record: 0, offset: 0, kind: 'unreadable', message: scan.failed };
    return { path: scan.path, records: 0, bytes: 0, compression: 'none', payload: 'unknown', errors: [error] };
  }
  const { scanned, path } = scan;
  const kind = scanned.records === 0 && scanned.corruptionCount > 0 ? recogniseFile(headOf(path, HEAD_BYTES)) : undefined;
  const errors = scanned.corruptions.map(({ record, offset, kind, message }) => ({ record, offset, kind, message }));
  if (kind) errors[0].message += `; this is ${kind.name}: ${kind.advice}`;
  const unlisted = scanned.corruptionCount - errors.length;
  const payload = kind?.payload ?? (scanned.records === 0 && scanned.corruptionCount > 0 ? 'unknown' : payloadOf(scanned));
  const { records, bytes, compression } = scanned;
  return { path, records, bytes, compression, payload, errors, ...(unlisted > 0 ? { errors_not_listed: unlisted } : {}) };
}

const incomplete = (set: ShardSet): boolean => set.missing.length > 0 || set.extra.length > 0;

/** `tensorscope inspect`: what files hold, whether they are sound, and the features in them. */
export const inspectCommand: Command = {
  name: 'inspect',
  usage: 'PATH… [--schema FILE.pbtxt [--environment NAME]] [--json]',
  summary: 'summarize record files, folders or patterns, and check them for corruption',
  options: [
    ['--schema FILE.pbtxt', 'report what deviates from a TFDV schema'],
    ['--environment NAME', 'take the records for data of this environment of the schema'],
    ['--json', 'print one JSON document'],
  ],
  async run(args) {
    const options = { json: { type: 'boolean' }, schema: { type: 'string' }, environment: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length === 0) throw new UsageError('inspect needs at least one file, folder or pattern.');
    if (values.environment !== undefined && values.schema === undefined) throw new UsageError('--environment needs --schema.');
    const curated = values.schema === undefined ? undefined : readSchemaFile(values.schema, values.environment);
    const { paths, unmatched } = expandPaths(positionals);
    const status = scanProgress(paths);
    const { visitor, datasetOf } = featureReporter;
    const scans = await scanFiles(paths, { visitor, datasetOf, progress: status.progress });
    status.clear();
    for (const word of unmatched) scans.push({ path: word, failed: 'no matching record files' });
    const files = scans.map(reportOf);
    const sets = shardSets(paths).filter(set => set.files.length > 1 || incomplete(set));
    const about = featureReporter.report(scans, { ...(curated ? { curated } : {}), lengths: expectedRecords(paths) });
    if (values.json) {
      const shards = sets.map(({ name, missing, extra }) => ({ name, missing, extra }));
      const held = curated && { schema: { path: curated.path, violations: about.violations, unchecked: about.unchecked } };
      printJson({ files, shards, features: about.features, anomalies: about.anomalies, ...held });
    } else printLines([...inspectLines(files, sets, paintFor(process.stdout)), ...about.lines]);
    const isSound = files.every(file => file.errors.length === 0) && !sets.some(incomplete);
    return isSound && about.violations === 0 ? EXIT.fine : EXIT.problems;
  },
};
