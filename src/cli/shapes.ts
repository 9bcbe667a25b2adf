import { parseArgs } from 'node:util';
import { diskFiles, parserOfBundle } from '../check/host/node-disk';
import { readProgram } from '../check/read/program';
import { readWithFacts, withoutRecords } from '../check/read/with-facts';
import { type TypeJson, typeJson } from '../check/views/type-json';
import { printShape } from '../tensor/shape';
import { type Command, EXIT, UsageError } from './command';
import { HUB_MODULE_HELP, HUB_MODULE_OPTION, HUB_MODULE_USAGE, hubModules } from './hub-modules';
import { KERAS_HELP, KERAS_USAGE, kerasFinder, kerasOption } from './keras-option';
import { printJson, printLines } from './output';
import { readSource } from './source-file';

/** `tensorscope shapes FILE.py`: the type of every assignment that is reached. */
export const shapesCommand: Command = {
  name: 'shapes',
  usage: `FILE.py ${KERAS_USAGE} ${HUB_MODULE_USAGE} [--json]`,
  summary: 'show the type of every value that a Python file assigns, without running it',
  options: [KERAS_HELP, HUB_MODULE_HELP, ['--json', 'print one JSON document']],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, ...HUB_MODULE_OPTION, ...kerasOption },
      allowPositionals: true,
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('shapes takes one Python file');
    const disk = diskFiles();
    const parser = await parserOfBundle();
    const text = readSource(path);
    const keras = await kerasFinder(values.keras)(path);
    const { source, workspace, facts } = disk.around([process.cwd(), disk.folderOf(path)], hubModules(values['hub-module']));
    const { assignments } = await readWithFacts(
      seen => readProgram(path, text, { parser, source, workspace: seen, keras }),
      workspace,
      withoutRecords(facts),
    );
    const rows = assignments
      .filter(({ span }) => span.path === path)
      .map(({ name, span, value }) => ({ name, line: span.line, column: span.column, type: typeJson(value) }));
    if (values.json) printJson({ values: rows });
    else printLines(rows.map(row => `${String(row.line).padStart(5)}  ${row.name.padEnd(20)} ${printed(row.type)}`));
    return EXIT.fine;
  },
};

type TensorJson = Extract<TypeJson, { dtype: string | null }>;

/** The type of a tensor; a dictionary may have the same keys, but other things in them. */
const isTensor = (type: object): type is TensorJson =>
  'shape' in type && 'dtype' in type && (type.dtype === null || typeof type.dtype === 'string');

/** A type in one line: "float32 (None, 128)". */
function printed(type: TypeJson): string {
  if (Array.isArray(type)) return `(${type.map(printed).join(', ')})`;
  if ('unknown' in type) return '?';
  if (isTensor(type)) return `${type.dtype ?? '?'} ${printShape(type.shape)}`;
  if ('other' in type && typeof type.other === 'string') return type.other;
  return `{${Object.entries(type as { [name: string]: TypeJson })
    .map(([name, inner]) => `${name}: ${printed(inner)}`)
    .join(', ')}}`;
}
