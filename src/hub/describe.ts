import { printShape, type Shape } from '../tensor/shape';
import { type HubModule, type HubSignature, type HubTypes, isType, moduleOf } from './module';
import { moduleFromFacts } from './module-facts';
import type { SavedModelFacts, SignatureFacts } from './saved-model/facts';

/** A module as `tensorscope hub --json` gives it. */
export interface ModuleDescription {
  readonly format: SavedModelFacts['format'] | null;
  readonly signatures: { readonly [name: string]: SignatureFacts };
}

/** The name of the only signature that the catalogue knows: what TensorFlow calls the one that serves. */
const SERVING = 'serving_default';

/** What the catalogue knows of a handle; undefined where that is nothing. Names that the pages do not give are "input" and "output". */
export function describeListed(handle: string): ModuleDescription | undefined {
  const module = moduleOf(handle);
  if (module === undefined) return undefined;
  const format = module.format === 'tf1' ? 'tf1-hub' : (module.format ?? null);
  const own = module.signatures ?? { [module.format === 'tf1' ? 'default' : SERVING]: callAsSignature(module) };
  const whole = Object.entries(own).filter((entry): entry is [string, Required<HubSignature>] => !!entry[1].inputs && !!entry[1].outputs);
  return { format, signatures: Object.fromEntries(whole) };
}

function callAsSignature({ input, output }: HubModule): HubSignature {
  return { ...(input && { inputs: isType(input) ? { input } : input }), ...(output && { outputs: isType(output) ? { output } : output }) };
}

/** Where a module on disk is not what the catalogue says of its handle, a sentence each. The module on disk counts. */
export function differences(handle: string, facts: Pick<SavedModelFacts, 'format' | 'signatures' | 'callable'>): string[] {
  const listed = moduleOf(handle);
  if (listed === undefined) return [];
  const onDisk = moduleFromFacts(facts);
  const compared = [
    { what: 'takes', disk: onDisk.input, catalogue: listed.input },
    { what: 'gives', disk: onDisk.output, catalogue: listed.output },
    { what: 'is in the format', disk: onDisk.format, catalogue: listed.format },
  ];
  return compared
    .filter(({ disk, catalogue }) => disk !== undefined && catalogue !== undefined && printed(disk) !== printed(catalogue))
    .map(
      ({ what, disk, catalogue }) =>
        `The module on disk ${what} ${printed(disk)}; the catalogue has ${printed(catalogue)} for this handle.`,
    );
}

function printed(types: HubTypes | string | undefined): string {
  if (types === undefined || typeof types === 'string') return types ?? '';
  if (isType(types)) return printTensor(types);
  const names = Object.keys(types).sort();
  return names.map(name => `${name} ${printTensor(types[name])}`).join(', ');
}

/** "float32 (None, 128)". */
export const printTensor = ({ dtype, shape }: { readonly dtype: string; readonly shape: Shape }): string => `${dtype} ${printShape(shape)}`;
