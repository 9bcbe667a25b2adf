import { type ByteSource, bytesSource } from '../../records/byte-source';
import { elementCount } from '../../tensor/shape';
import { Decoder } from './decode';
import type { VariableFacts } from './facts';
import { BUNDLE_ENTRY } from './messages';
import { tableEntries } from './sorted-table';
import { dtypeName, shapeOfProto } from './types';
import { Unreadable } from './unreadable';
import { FileWindow } from './window';

/** Variables that are listed, at most. */
const MAX_VARIABLES = 200_000;
/** What TensorFlow 2 puts behind the path of a variable. */
const VALUE_SUFFIX = '/.ATTRIBUTES/VARIABLE_VALUE';
/** Values that serve saving and training, not the model. */
const BOOKKEEPING =
  /^_CHECKPOINTABLE_OBJECT_GRAPH$|\/\.OPTIMIZER_SLOT\/|(^|\/)(save_counter|optimizer\/.*|_optimizer\/.*|optimizer\d*\/.*|global_step)$/;

/** The variables of variables/variables.index. Throws `Unreadable`. */
export async function readVariables(source: ByteSource, deadline: number): Promise<VariableFacts[]> {
  const variables: VariableFacts[] = [];
  for await (const { key, value } of tableEntries(source)) {
    // The header has the empty key. Parts of a partitioned variable are not listed beside the whole.
    if (key === '' || key.startsWith('\0')) continue;
    if (variables.length === MAX_VARIABLES) throw new Unreadable(`it has more than ${MAX_VARIABLES.toLocaleString('en-US')} variables`);
    const entry = await new Decoder(new FileWindow(bytesSource(value), deadline), new Map()).decode(BUNDLE_ENTRY, 0, value.length);
    const path = key.endsWith(VALUE_SUFFIX) ? key.slice(0, -VALUE_SUFFIX.length) : key;
    if (!BOOKKEEPING.test(path))
      variables.push({ name: spelt(path), dtype: dtypeName(entry.dtype), shape: shapeOfProto(entry.shape), bytes: entry.size ?? 0 });
  }
  return variables;
}

/** Within names of objects TensorFlow writes ".S" for "/" and ".." for ".". */
const spelt = (path: string): string => path.replace(/\.([S.])/g, (_, letter: string) => (letter === 'S' ? '/' : '.'));

/** Numbers in variables. */
export const parametersOf = (variables: readonly VariableFacts[]): number =>
  variables.reduce((sum, { dtype, shape }) => sum + (dtype === 'string' ? 0 : (elementCount(shape) ?? 0)), 0);
