import { type HubModule, type HubSignature, type HubType, type HubTypes, isType } from '../../hub/module';
import { compatible, type Dim, printShape, type Shape } from '../../tensor/shape';
import { asBool, asString } from '../../values/read';
import { NONE, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { asShape, tensor, tensorsIn, typeOf } from '../core/tensors';
import { layerFamily } from '../layers/layer';
import { reportPixels, reportSize } from './images';
import { dictOf, namedItems, refusesDict, refusesNamed, refusesNoDict, refusesOne } from './inputs';
import { refusesSymbolic } from './keras3';
import { refusesArguments } from './parameters';
import { HUB_OBJECT, type HubState, hubState } from './state';
import { reportWords } from './words';

/** What a call reaches: the object's own `__call__`, or one of its signatures. */
interface Callee {
  readonly input?: HubTypes;
  /** The one input of a signature by its name. */
  readonly names?: { readonly [name: string]: HubType };
  readonly output?: HubTypes;
}

/** A call of the layer: what the module gives for what goes in. */
export const callLayer: Rule = call => {
  const state = hubState(call.self);
  const inputs = call.args.rest[0] ?? call.args.all.inputs ?? Object.values(call.args.all)[0];
  if (state === undefined || inputs === undefined || (tensorsIn(inputs).length === 0 && typeOf(inputs) === undefined)) return UNKNOWN;
  if (call.api.startsWith(`${HUB_OBJECT}.`) && refusesCall(call, state)) return UNKNOWN;
  if (refusesArguments(call, state)) return UNKNOWN;
  const callee = state.module && calleeOf(state.module, state.config);
  const wrong = callee !== undefined && refusesInput(call, state, callee, inputs);
  if (!wrong && call.api.startsWith('hub.KerasLayer.') && refusesSymbolic(call, inputs)) return UNKNOWN;
  return callee === undefined ? UNKNOWN : outputOf(call, state, callee, inputs);
};

/** What hub.load gives of a module that was saved without a call, or in the TF1 Hub format, has signatures only. */
function refusesCall(call: Call, { handle, module }: HubState): boolean {
  if (module?.format !== 'tf1' && module?.isCallable !== false) return false;
  const names = Object.keys(module.signatures ?? { default: {} }).map(name => `.signatures["${name}"]`);
  fail(
    call,
    'hub-signature',
    `What hub.load gives for ${handle} cannot be called by itself: call ${names.join(' or ')}. Python: "object is not callable".`,
  );
  return true;
}

function calleeOf(module: HubModule, config: Bound): Callee | undefined {
  const signature = config.get('signature');
  const name = asString(signature);
  if (name === undefined) return signature.kind === 'none' ? module : undefined;
  if (module.signatures === undefined) return name === 'default' ? module : undefined;
  if (!Object.hasOwn(module.signatures, name)) return undefined;
  const { inputs, outputs } = module.signatures[name];
  const [only, ...more] = Object.values(inputs ?? {});
  const input = inputs && (only && more.length === 0 ? { input: only, names: inputs } : { input: inputs });
  return { ...input, ...(outputs && { output: outputs }) };
}

/** What goes in against what the module takes; reports, and answers true where the module refuses it. */
function refusesInput(call: Call, state: HubState, callee: Callee, given: Value): boolean {
  const { handle, module } = state;
  const { input } = callee;
  if (input === undefined) return false;
  const taker = { what: handle ?? 'The module', casts: call.api.startsWith('hub.KerasLayer.') };
  const byName = namedItems(given);
  if (!isType(input)) {
    const isSure = module?.files !== undefined || module?.format === 'tf2';
    if (byName !== undefined) return isSure && refusesNamed(call, taker, input, byName);
    return module?.files !== undefined && refusesNoDict(call, taker, input, given);
  }
  // A layer hands a dictionary to a signature as its arguments by name.
  if (callee.names !== undefined && byName !== undefined) return refusesNamed(call, taker, callee.names, byName);
  if (byName !== undefined) return module?.files !== undefined && refusesDict(call, taker, input);
  if (refusesOne(call, taker, input, given)) return true;
  if (given.kind !== 'tensor') return false;
  if (input.dtype === 'string') reportWords(call, state, given);
  const size = imageSizeOf(input.shape) ?? module?.size;
  if (size) reportSize(call, handle ?? '', size, given);
  if (module?.pixels) reportPixels(call, handle ?? '', module.pixels, given);
  return false;
}

/** Height and width of the images that a module takes, where they are fixed. */
function imageSizeOf(shape: Shape): readonly [number, number] | undefined {
  const [, height, width] = shape?.length === 4 ? shape : [];
  return height != null && width != null ? [height, width] : undefined;
}

/** The output with the batch of the input in front. */
function outputOf(call: Call, { config, handle, module }: HubState, { input, output }: Callee, inputs: Value): Value {
  if (output === undefined) return declaredOutput(call, config, inputs);
  // Encoders of the first versions take a list and give a tuple: of what is no dictionary nothing is known.
  if (!isType(input) && input !== undefined && inputs.kind !== 'dict') return UNKNOWN;
  const key = asString(config.get('output_key'));
  const plain = batched(call, input, inputs);
  const made = (type: HubType): Value => withDeclaredShape(call, handle, config, plain(type), inputs);
  if (isType(output)) {
    if (key === undefined || config.given('signature')) return made(output);
    return fail(
      call,
      'hub-output-key',
      `${handle} gives one tensor, so output_key must not be given. TensorFlow Hub: "Specifying output_key is forbidden if output type is not a dict."`,
    );
  }
  if (asBool(config.get('signature_outputs_as_dict')) === true || (key === undefined && module?.format !== 'tf1'))
    return dictOf(Object.fromEntries(Object.entries(output).map(([name, type]) => [name, plain(type)])));
  const wanted = key ?? 'default';
  if (Object.hasOwn(output, wanted)) return made(output[wanted]);
  if (module?.format === undefined || module.givesMore?.includes(wanted)) return UNKNOWN;
  return fail(
    call,
    'hub-output-key',
    `${handle} has no output '${wanted}'; it has ${[...Object.keys(output), ...(module.givesMore ?? [])]
      .map(name => `'${name}'`)
      .join(', ')}. TensorFlow Hub: "KerasLayer output does not contain the output key ${wanted}".`,
    { span: config.given('output_key') ? config.spanOf('output_key') : call.context.span },
  );
}

/** What a signature gives, by name. */
export function signatureOutputs(call: Call, { inputs = {}, outputs }: HubSignature, given: readonly Value[]): Value {
  if (outputs === undefined) return UNKNOWN;
  const made = batched(call, inputs, given[0] ?? NONE);
  return dictOf(Object.fromEntries(Object.entries(outputs).map(([name, type]) => [name, made(type)])));
}

/** Makes outputs with the batch of the inputs in front. */
function batched({ session }: Call, input: HubTypes | undefined, given: Value): (type: HubType) => TensorValue {
  const batch = hasBatch(input) ? batchOf(given) : null;
  const family = layerFamily(session, tensorsIn(given));
  return ({ shape, dtype }) => tensor(family, shape && withBatch(shape, batch), dtype);
}

/** The first axis of what is given, or of the first tensor in a dictionary. */
const batchOf = (given: Value): Dim => (given.kind === 'dict' ? tensorsIn(given)[0]?.type : typeOf(given))?.shape?.[0] ?? null;

/** Whether the open first axis is a batch: a row of numbers may be one sample of any length, as waveforms are. */
function hasBatch(input: HubTypes | undefined): boolean {
  const all = isType(input) ? [input] : Object.values(input ?? {});
  return all.length === 0 || all.some(({ shape, dtype }) => dtype === 'string' || shape === null || shape.length > 1);
}

const withBatch = ([first, ...rest]: readonly Dim[], batch: Dim): Dim[] => (first === undefined ? [] : [first ?? batch, ...rest]);

/** The shape of `output_shape=[20]` with the batch in front, where the program says it; undefined where it does not, or in another form. */
function declaredShape(config: Bound, inputs: Value): Dim[] | undefined {
  const shape = config.given('output_shape') ? asShape(config.get('output_shape')) : undefined;
  return shape ? [batchOf(inputs), ...shape] : undefined;
}

function declaredOutput({ session }: Call, config: Bound, inputs: Value): Value {
  const shape = declaredShape(config, inputs);
  return shape ? tensor(layerFamily(session, tensorsIn(inputs)), shape, null) : UNKNOWN;
}

/** An output with what `output_shape` says of axes that the module leaves open; reports one that contradicts the module. */
function withDeclaredShape(call: Call, handle: string | undefined, config: Bound, made: TensorValue, inputs: Value): Value {
  const [declared, { shape, dtype }] = [declaredShape(config, inputs), made.type];
  if (declared === undefined || shape === null) return made;
  if (compatible(shape, declared))
    return tensor(
      made.family,
      shape.map((dim, axis) => dim ?? declared[axis]),
      dtype,
    );
  return fail(
    call,
    'hub-output-shape',
    `${handle} gives ${printShape(shape)}, and output_shape says ${printShape(declared)} with the batch in front. TensorFlow: "Tensor's shape is not compatible with supplied shape".`,
    { span: config.spanOf('output_shape') },
  );
}
