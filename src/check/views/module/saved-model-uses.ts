import { said } from '../../../common/sentence';
import { type HubTypes, isType } from '../../../hub/module';
import { moduleFromFacts } from '../../../hub/module-facts';
import type { CallableFacts, SavedModelFacts, SignatureFacts, Structure, TensorFacts } from '../../../hub/saved-model/facts';
import type { ProgramView, UseView } from '../../../protocol/module-page';
import { type Inputs, inputLines, isName, KERAS_IMPORT, program, quoted, typeComment, unfit } from './code';

/** A call of a module, ready to be written: what goes in, what comes out, and how each library writes it. */
interface Call {
  readonly inputs: Inputs;
  readonly outputs: { readonly [key: string]: TensorFacts } | TensorFacts;
  /** The call of what `hub.load` gives. */
  readonly loaded: string;
  /** Arguments of hub.KerasLayer besides the handle; null where such a layer cannot make the call. */
  readonly layer: readonly string[] | null;
  readonly needsTensorFlow: boolean;
}

type Planned = Call | { readonly missing: NonNullable<UseView['missing']> };

/** Programs that use a SavedModel, one for each way to call it. `path` is how they name its folder. */
export function savedModelUses(facts: SavedModelFacts, path: string): UseView[] {
  const calls: (readonly [string, Planned])[] = [
    ...(facts.callable && facts.format === 'tf2' ? [[callName(facts.callable), plainCall(facts)] as const] : []),
    ...Object.entries(facts.signatures).map(([name, signature]) => [name, signatureCall(name, signature)] as const),
  ];
  return calls.map(([name, call]) =>
    'missing' in call
      ? { name, programs: [], missing: call.missing }
      : { name, programs: [withKeras3(call, path, facts), ...(call.layer ? [withTfKeras(call, call.layer, path, facts)] : [])] },
  );
}

/** The key of the output that programs take: "default", or the first. Undefined where there is one output without a key. */
function outputOf({ outputs }: Call): { key?: string; tensor: TensorFacts; others: string[] } {
  if ('dtype' in outputs && typeof outputs.dtype === 'string') return { tensor: outputs as TensorFacts, others: [] };
  const byKey = outputs as { readonly [key: string]: TensorFacts };
  const keys = Object.keys(byKey);
  const key = keys.includes('default') ? 'default' : (keys[0] ?? '');
  return { key, tensor: byKey[key], others: keys.filter(other => other !== key) };
}

function plainCall(facts: SavedModelFacts): Planned {
  const { input, output } = moduleFromFacts(facts);
  const { parameters = [], defaults = {} } = facts.callable ?? {};
  const inputs = input && inputsOf(input);
  const more = parameters.slice(1).filter(name => !Object.hasOwn(defaults, name));
  if (inputs === undefined || output === undefined || more.some(name => name !== 'training'))
    return { missing: said`What it takes or gives is not a tensor, or tensors by name, so only your own code can call it.` };
  const missing = firstUnfit(inputs);
  if (missing) return { missing };
  const loaded = more.length > 0 ? 'module(inputs, training=False)' : 'module(inputs)';
  return { inputs, outputs: output, loaded, layer: [], needsTensorFlow: false };
}

const inputsOf = (input: HubTypes): Inputs =>
  isType(input) ? { kind: 'one', tensor: input } : { kind: 'named', tensors: Object.entries(input) };

const firstUnfit = (inputs: Inputs): UseView['missing'] =>
  inputs.kind === 'one'
    ? unfit('inputs', inputs.tensor)
    : inputs.tensors.map(([name, tensor]) => unfit(name, tensor)).find(reason => reason !== undefined);

/** Whether an input switches something on or off, such as `training`. */
const isSwitch = ({ dtype, shape }: TensorFacts): boolean => dtype === 'bool' && shape?.length === 0;

function signatureCall(name: string, { inputs: taken, outputs }: SignatureFacts): Planned {
  const all = Object.entries(taken);
  const tensors = all.filter(([, tensor]) => !isSwitch(tensor));
  const [first, ...more] = tensors;
  if (first === undefined) return { missing: said`It takes no tensor that a model could give it.` };
  if (Object.keys(outputs).length === 0) return { missing: said`It gives nothing.` };
  const inputs: Inputs = more.length === 0 ? { kind: 'one', tensor: first[1] } : { kind: 'named', tensors };
  const missing = firstUnfit(more.length === 0 ? { kind: 'named', tensors } : inputs);
  if (missing) return { missing };
  const values = all.map(([key, tensor]): readonly [string, string] => [
    key,
    isSwitch(tensor) ? 'tf.constant(False)' : more.length === 0 ? 'inputs' : `inputs[${quoted(key)}]`,
  ]);
  const hasSwitch = tensors.length < all.length;
  const call: Omit<Call, 'layer'> = {
    inputs,
    outputs,
    loaded: `module.signatures[${quoted(name)}](${argumentsCode(values)})`,
    needsTensorFlow: hasSwitch,
  };
  const { key } = outputOf({ ...call, layer: null });
  return { ...call, layer: hasSwitch ? null : [`signature=${quoted(name)}`, `output_key=${quoted(key ?? '')}`] };
}

/** Keyword arguments; in a dictionary where Python cannot write their names. */
function argumentsCode(values: readonly (readonly [name: string, code: string])[]): string {
  if (values.every(([name]) => isName(name))) return values.map(([name, code]) => `${name}=${code}`).join(', ');
  return `**{${values.map(([name, code]) => `${quoted(name)}: ${code}`).join(', ')}}`;
}

/** What TensorFlow itself lacks has to be imported first. */
const importNotes = ({ customOps }: SavedModelFacts): string[] =>
  customOps.length === 0 ? [] : [`# Import the package of ${customOps.slice(0, 3).join(', ')} first, such as tensorflow_text.`];

/** The name that the output has in the code, and the others that could be taken instead. */
function outputLine(call: Call, code: string, hasKey: boolean): string {
  const { key, tensor, others } = outputOf(call);
  const index = key === undefined || hasKey ? '' : `[${quoted(key)}]`;
  return `outputs = ${code}${index}${typeComment(tensor)}${others.length > 0 ? `; others: ${others.join(', ')}` : ''}`;
}

function withKeras3(call: Call, path: string, facts: SavedModelFacts): ProgramView {
  return program('3', [
    ...importNotes(facts),
    KERAS_IMPORT['3'],
    ...(call.needsTensorFlow ? ['import tensorflow as tf'] : []),
    'import tensorflow_hub as hub',
    '',
    `module = hub.load(${quoted(path)})`,
    '',
    '',
    'class Module(keras.layers.Layer):',
    '    def call(self, inputs):',
    `        return ${call.loaded}`,
    '',
    '',
    ...inputLines(call.inputs),
    outputLine(call, 'Module()(inputs)', false),
    'model = keras.Model(inputs, outputs)',
  ]);
}

function withTfKeras(call: Call, layer: readonly string[], path: string, facts: SavedModelFacts): ProgramView {
  return program('tf_keras', [
    ...importNotes(facts),
    'import tensorflow_hub as hub',
    KERAS_IMPORT.tf_keras,
    '',
    `module = hub.KerasLayer(${[quoted(path), ...layer].join(', ')})`,
    '',
    ...inputLines(call.inputs),
    outputLine(call, 'module(inputs)', layer.length > 0),
    'model = keras.Model(inputs, outputs)',
  ]);
}

/** The call of a module as Python writes it: "module(images, training=False)". */
export const callName = ({ parameters, defaults }: CallableFacts): string =>
  `module(${parameters.map(name => (Object.hasOwn(defaults, name) ? `${name}=${plainValue(defaults[name])}` : name)).join(', ')})`;

/** A default as Python writes it. */
function plainValue(structure: Structure): string {
  if (!('value' in structure)) return '…';
  const { value } = structure;
  if (value === null) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value);
}
