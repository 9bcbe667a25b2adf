import { type Dim, printShape, type Shape } from '../../tensor/shape';
import { asBool, asInt, asItems, asNumber, asString } from '../../values/read';
import { NONE, type ObjectValue, str, UNKNOWN, type Value } from '../../values/value';
import { exactShape } from '../core/facts';
import { object } from '../core/objects';
import { fail } from '../core/report';
import type { Call, Rule, Table } from '../core/rule';
import { namesBelow } from '../core/signatures';
import { asShape, tensor } from '../core/tensors';
import data from '../data/applications.json';
import { emptyModel, type ModelState } from './model';
import { preprocessInput } from './networks/preprocess-input';
import { networks } from './networks/table';
import { type NetworkOptions, NetworkWriter } from './networks/writer';

interface Application {
  readonly input: readonly Dim[];
  readonly classes: number;
  /** Channels of the last feature map. */
  readonly features: number;
}
const applications = data as unknown as { readonly [name: string]: Application };

/** The network of an application as one step from its input to its output. */
interface Backbone {
  readonly name: string;
  readonly width: Dim;
  readonly form: 'vector' | 'map' | 'unknown';
}
const BACKBONE = 'keras.applications.Backbone';

/** How a network makes an image smaller, step by step. */
type Step = (size: number) => number;
const up: Step = size => Math.ceil(size / 2);
const down: Step = size => Math.floor(size / 2);
const window3 = (stride: number): Step => {
  return size => Math.floor((size - 3) / stride) + 1;
};
const inception = [2, 1, 2, 1, 2, 2, 2].map(window3);
const shrinking: readonly { readonly name: RegExp; readonly steps: readonly Step[] }[] = [
  { name: /^(ResNet|EfficientNetV2)/, steps: [up, up, up, up, up] },
  { name: /^(VGG|ConvNeXt)/, steps: [down, down, down, down, down] },
  { name: /^DenseNet/, steps: [up, up, down, down, down] },
  { name: /^Inception/, steps: inception },
  { name: /^Xception/, steps: [window3(2), window3(1), up, up, up, up] },
];

/** Height or width of the last feature map; null for the networks that pad by the size, unless it is a multiple of 32. */
function spatial(name: string, size: Dim): Dim {
  if (size === null) return null;
  const steps = shrinking.find(network => network.name.test(name))?.steps;
  if (steps) return steps.reduce((left, step) => step(left), size);
  return /^(MobileNet|EfficientNet)/.test(name) && size % 32 === 0 ? size / 32 : null;
}

function outputShape({ name, width, form }: Backbone, input: Shape): Shape {
  const batch = input?.[0] ?? null;
  if (form === 'unknown') return null;
  if (form === 'vector') return [batch, width];
  return [batch, spatial(name, input?.[1] ?? null), spatial(name, input?.[2] ?? null), width];
}

const callBackbone: Rule = call => {
  const state = call.self.kind === 'object' ? (call.self.state.content as Backbone | undefined) : undefined;
  const input = call.args.rest[0] ?? Object.values(call.args.all)[0];
  if (state === undefined || input?.kind !== 'tensor') return UNKNOWN;
  return tensor(input.family === 'numpy' ? 'eager' : input.family, outputShape(state, input.type.shape), 'float32');
};

/** `keras.applications.X(include_top, weights, input_tensor, input_shape, pooling, classes)` (https://keras.io/api/applications/). */
const application =
  (name: string, { input, classes, features }: Application): Rule =>
  call => {
    const top = asBool(call.args.get('include_top'));
    const pooling = call.args.get('pooling');
    const classCount = call.args.get('classes');
    const wanted = classCount.kind === 'none' ? classes : asInt(classCount);
    if (refusesClasses(call, top, wanted, classes) || refusesShape(call, name, top, input)) return UNKNOWN;
    const pooled = pooling.kind === 'none' ? false : ['avg', 'max'].includes(asString(pooling) ?? '') ? true : undefined;
    const form: Backbone['form'] =
      top === true ? 'vector' : top === undefined || pooled === undefined ? 'unknown' : pooled ? 'vector' : 'map';
    const width = top === true ? (wanted ?? null) : features;
    const backbone: Backbone = { name, width: form === 'unknown' ? null : width, form };
    const inputs = inputOf(call, top, input);
    const outputs = written(call, name, inputs, width) ?? oneStep(call, backbone, inputs);
    const state: ModelState = {
      ...emptyModel('functional', asString(call.args.get('name')) ?? name.toLowerCase(), call.context.span),
      layers: null,
      inputs,
      outputs,
      legacy: call.legacy,
    };
    const model = object(call, 'keras.Model', state);
    const weights = call.args.get('weights');
    if (weights.kind !== 'none')
      call.context.emit({ name: 'pretrained', span: call.args.spanOf('weights'), args: { self: model, weights, network: str(name) } });
    return model;
  };

/** A network that is not known layer by layer. */
function oneStep(call: Call, backbone: Backbone, inputs: Value): Value {
  const network: ObjectValue = { ...(object(call, BACKBONE, backbone) as ObjectValue) };
  const shape = inputs.kind === 'tensor' ? outputShape(backbone, inputs.type.shape) : null;
  return {
    ...tensor('keras', shape, 'float32'),
    origin: { op: `${BACKBONE}.__call__`, args: { self: network, inputs }, span: call.context.span },
  };
}

/** What the layers of a network make of its input; undefined where they, or the arguments, are not known. */
function written(call: Call, name: string, inputs: Value, classes: Dim): Value | undefined {
  const { args, context, session } = call;
  const network = Object.hasOwn(networks, name) ? networks[name] : undefined;
  const [top, pooling] = [asBool(args.get('include_top')), args.get('pooling')];
  if (
    network === undefined ||
    inputs.kind !== 'tensor' ||
    (inputs.type.shape?.at(-1) ?? null) === null ||
    top === undefined ||
    classes === null
  )
    return undefined;
  if (args.open || Object.values(args.all).some(({ kind }) => kind === 'unknown') || session.dataFormat.content !== 'channels_last')
    return undefined;
  const options: NetworkOptions = {
    top,
    pooling: pooling.kind === 'none' ? null : asString(pooling) === 'max' ? 'max' : 'avg',
    classes,
    activation: args.given('classifier_activation') === false ? str('softmax') : args.get('classifier_activation'),
    pretrained: asString(args.get('weights')) === 'imagenet',
    number: argument => asNumber(args.all[argument] ?? NONE),
  };
  const outputs = context.quietly(() => network(new NetworkWriter(context, call.legacy), inputs, options));
  return outputs.kind === 'tensor' ? outputs : undefined;
}

function inputOf(call: Call, top: boolean | undefined, input: readonly Dim[]): Value {
  const given = call.args.get('input_tensor');
  if (given.kind === 'tensor' && given.family === 'keras') return given;
  const written = call.args.get('input_shape');
  const origin = { op: 'keras.Input', args: { shape: written }, span: call.context.span };
  if (given.kind !== 'none' || written.kind === 'unknown') return { ...tensor('keras', null, 'float32'), origin };
  const shape = written.kind === 'none' ? undefined : asShape(written);
  const dims: Shape = shape ? [null, ...shape] : written.kind !== 'none' ? null : top === true ? input : [null, null, null, 3];
  return { ...tensor('keras', dims, 'float32', { facts: dims ? exactShape : undefined }), origin };
}

/** The weights of ImageNet have a thousand classes. */
function refusesClasses(call: Call, top: boolean | undefined, wanted: number | undefined, classes: number): boolean {
  const weights = asString(call.args.get('weights'));
  if (call.legacy || weights !== 'imagenet' || top !== true || wanted === undefined || wanted === classes) return false;
  fail(
    call,
    'layer-argument',
    `The weights of ImageNet are for ${classes} classes, but classes=${wanted} is requested. Use include_top=False and your own Dense(${wanted}), or weights=None. Keras: "If using \`weights="imagenet"\` with \`include_top=True\`, \`classes\` should be ${classes}."`,
    { span: call.args.spanOf('classes') },
  );
  return true;
}

/** Least height and width of the networks that make an image smallest; of all others it is 32. */
const leastSizes: readonly (readonly [name: RegExp, size: number])[] = [
  [/^Inception/, 75],
  [/^Xception/, 71],
];

/** `input_shape` against the weights and the network (keras.src.applications.imagenet_utils.obtain_input_shape); the same in Keras 2. */
function refusesShape(call: Call, name: string, top: boolean | undefined, input: readonly Dim[]): boolean {
  const items = asItems(call.args.get('input_shape'));
  if (
    items?.length !== 3 ||
    items.some(({ kind }) => kind !== 'int' && kind !== 'none') ||
    call.session.dataFormat.content !== 'channels_last'
  )
    return false;
  const [height, width, channels] = items.map(item => asInt(item) ?? null);
  const given = printShape([height, width, channels]);
  const pretrained = asString(call.args.get('weights')) === 'imagenet' && !name.startsWith('MobileNetV3');
  const least = leastSizes.find(([network]) => network.test(name))?.[1] ?? 32;
  const refuse = (says: string): boolean => {
    fail(call, 'layer-argument', says, { span: call.args.spanOf('input_shape') });
    return true;
  };
  if (pretrained && top === true)
    return (
      printShape(input.slice(1)) !== given &&
      refuse(
        `The weights of ImageNet with their top are for images of ${printShape(input.slice(1))}, and input_shape is ${given}. Use include_top=False, or that shape.`,
      )
    );
  if (pretrained && channels !== 3)
    return refuse(
      `The weights of ImageNet are for images of 3 channels, and input_shape is ${given}. Repeat the channel (tf.image.grayscale_to_rgb), or use weights=None. Keras: "The input must have 3 channels; Received \`input_shape=${given}\`".`,
    );
  if ([height, width].every(size => size === null || size >= least)) return false;
  return refuse(
    `${name} takes images of ${least} x ${least} at least, and input_shape is ${given}. Keras: "Input size must be at least ${least}x${least}; Received: input_shape=${given}".`,
  );
}

/** Every name that an application has: keras.applications.VGG16 and keras.applications.vgg16.VGG16. */
const spellings = (name: string): string[] => [
  `keras.applications.${name}`,
  ...namesBelow('keras.applications').map(module => `keras.applications.${module}.${name}`),
];

export const applicationFunctions: Table = {
  ...Object.fromEntries(
    Object.entries(applications).flatMap(([name, entry]) => spellings(name).map(spelling => [spelling, application(name, entry)])),
  ),
  [`${BACKBONE}.__call__`]: callBackbone,
};

/** `preprocess_input(x)` of every application. */
export const preprocessing: Table = Object.fromEntries(
  namesBelow('keras.applications').map((module): [string, Rule] => [
    `keras.applications.${module}.preprocess_input`,
    preprocessInput(module),
  ]),
);
