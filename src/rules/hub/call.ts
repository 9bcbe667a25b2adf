import type { Fix } from '../../diagnostics/diagnostic';
import { type HubModule, type HubType, type HubTypes, isType } from '../../hub/module';
import { type Dim, printShape, type Shape } from '../../tensor/shape';
import { asBool, asString } from '../../values/read';
import { dict, str, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { shapeSpanOf } from '../core/facts';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { asShape, tensor, tensorsIn } from '../core/tensors';
import { layerFamily } from '../layers/layer';
import { reportPixels, reportSize } from './images';
import { refusesSymbolic } from './keras3';
import { type HubState, hubState } from './state';

/** What a call reaches: the object's own `__call__`, or one of its signatures. */
interface Callee {
  readonly input?: HubTypes;
  readonly output?: HubTypes;
}

/** A call of the layer: what the module gives for what goes in. */
export const callLayer: Rule = call => {
  const state = hubState(call.self);
  const inputs = call.args.rest[0] ?? call.args.all.inputs ?? Object.values(call.args.all)[0];
  if (state === undefined || inputs === undefined || tensorsIn(inputs).length === 0) return UNKNOWN;
  const callee = state.module && calleeOf(state.module, state.config);
  const wrong = callee !== undefined && refusesInput(call, state, callee, inputs);
  if (!wrong && call.api.startsWith('hub.KerasLayer.') && refusesSymbolic(call, inputs)) return UNKNOWN;
  return callee === undefined ? UNKNOWN : outputOf(call, state, callee, inputs);
};

function calleeOf(module: HubModule, config: Bound): Callee | undefined {
  const signature = config.get('signature');
  const name = asString(signature);
  if (name === undefined) return signature.kind === 'none' ? module : undefined;
  if (module.signatures === undefined) return name === 'default' ? module : undefined;
  if (!Object.hasOwn(module.signatures, name)) return undefined;
  const { inputs, outputs } = module.signatures[name];
  const [only, ...more] = Object.values(inputs ?? {});
  return { ...(only && more.length === 0 && { input: only }), ...(outputs && { output: outputs }) };
}

/** What goes in against what the module takes; reports, and answers true where the module refuses it. */
function refusesInput(call: Call, { handle, module }: HubState, { input }: Callee, given: Value): boolean {
  if (!isType(input) || given.kind !== 'tensor') return false;
  const { shape, dtype } = given.type;
  const isText = input.dtype === 'string';
  const ranks = shape !== null && input.shape !== null && shape.length !== input.shape.length;
  const clashes = ranks ? [] : clashingAxes(shape, input.shape);
  const isOtherSize = input.shape?.length === 4 && clashes.every(axis => axis === 1 || axis === 2);
  const kinds = dtype !== null && (dtype === 'string') !== isText;
  if (ranks || kinds || (clashes.length > 0 && !isOtherSize)) {
    const advice = isText
      ? ` ${textAdvice(given)}`
      : input.shape?.length === 4
        ? ' It takes batches of images, (None, height, width, 3).'
        : '';
    fail(
      call,
      'hub-input',
      `${handle} takes ${input.dtype} ${printShape(input.shape)}, and gets ${dtype ?? 'a tensor'} ${printShape(shape)} (None is the batch).${advice}`,
      { fixes: isText ? textFixes(given) : [] },
    );
    return true;
  }
  const size = imageSizeOf(input.shape) ?? module?.size;
  if (size) reportSize(call, handle ?? '', size, given);
  if (module?.pixels) reportPixels(call, handle ?? '', module.pixels, given);
  return false;
}

/** Axes whose sizes are known and differ. */
const clashingAxes = (given: Shape, taken: Shape): number[] =>
  (given ?? []).flatMap((dim, axis) => (dim !== null && taken?.[axis] != null && dim !== taken[axis] ? [axis] : []));

/** Height and width of the images that a module takes, where they are fixed. */
function imageSizeOf(shape: Shape): readonly [number, number] | undefined {
  const [, height, width] = shape?.length === 4 ? shape : [];
  return height != null && width != null ? [height, width] : undefined;
}

const textAdvice = ({ type: { shape, dtype } }: TensorValue): string =>
  dtype !== 'string' && dtype !== null
    ? 'The module reads the texts themselves and does its own splitting: give it strings, no ids.'
    : shape?.length === 2 && shape[1] === 1
      ? 'One text is a scalar: declare Input(shape=(), dtype=tf.string).'
      : 'Give it one string per sample, not split into words.';

/** Input(shape=(1,)) of texts becomes Input(shape=()). */
function textFixes(value: TensorValue): Fix[] {
  const { type } = value;
  const span = shapeSpanOf(value);
  if (span === undefined || type.dtype !== 'string' || type.shape?.length !== 2) return [];
  return [{ title: 'Declare one text per sample: shape=()', edits: [{ span, text: '()' }] }];
}

/** The output with the batch of the input in front. */
function outputOf(call: Call, { config, handle, module }: HubState, { input, output }: Callee, inputs: Value): Value {
  if (output === undefined) return declaredOutput(call, config, inputs);
  const batch: Dim = hasBatch(input) ? (tensorsIn(inputs)[0]?.type.shape?.[0] ?? null) : null;
  const family = layerFamily(call.session, tensorsIn(inputs));
  const made = ({ shape, dtype }: HubType): Value => tensor(family, shape && withBatch(shape, batch), dtype);
  const key = asString(config.get('output_key'));
  if (isType(output)) {
    if (key === undefined || config.given('signature')) return made(output);
    return fail(
      call,
      'hub-output-key',
      `${handle} gives one tensor, so output_key must not be given. TensorFlow Hub: "Specifying output_key is forbidden if output type is not a dict."`,
    );
  }
  if (asBool(config.get('signature_outputs_as_dict')) === true || (key === undefined && module?.format !== 'tf1'))
    return dict(Object.entries(output).map(([name, type]) => ({ key: str(name), value: made(type) })));
  const wanted = key ?? 'default';
  if (Object.hasOwn(output, wanted)) return made(output[wanted]);
  if (module?.format === undefined) return UNKNOWN;
  return fail(
    call,
    'hub-output-key',
    `${handle} has no output '${wanted}'; it has ${Object.keys(output)
      .map(name => `'${name}'`)
      .join(', ')}. TensorFlow Hub: "KerasLayer output does not contain the output key ${wanted}".`,
    { span: config.given('output_key') ? config.spanOf('output_key') : call.context.span },
  );
}

/** Whether the open first axis is a batch: a row of numbers may be one sample of any length, as waveforms are. */
function hasBatch(input: HubTypes | undefined): boolean {
  const first = isType(input) ? input : Object.values(input ?? {})[0];
  return first === undefined || first.dtype === 'string' || first.shape === null || first.shape.length > 1;
}

const withBatch = ([first, ...rest]: readonly Dim[], batch: Dim): Dim[] => (first === undefined ? [] : [first ?? batch, ...rest]);

/** `output_shape=[20]`, where the program says it itself. */
function declaredOutput(call: Call, config: Bound, inputs: Value): Value {
  const shape = config.given('output_shape') ? asShape(config.get('output_shape')) : undefined;
  if (!shape) return UNKNOWN;
  const [first] = tensorsIn(inputs);
  return tensor(layerFamily(call.session, tensorsIn(inputs)), [first?.type.shape?.[0] ?? null, ...shape], null);
}
