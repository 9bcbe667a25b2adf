import { float, int, list, type TensorValue, UNKNOWN, type Value } from '../../../values/value';
import type { Call, Rule } from '../../core/rule';
import { tensor } from '../../core/tensors';

/** What networks want of an image of 0 to 255: between -1 and 1; as Caffe had it, blue first and centred; as Torch has it; or as it is. */
type Mode = 'tf' | 'caffe' | 'torch' | 'none';

const modes: { readonly [module: string]: Mode } = {
  convnext: 'none',
  densenet: 'torch',
  efficientnet: 'none',
  efficientnet_v2: 'none',
  inception_resnet_v2: 'tf',
  inception_v3: 'tf',
  mobilenet: 'tf',
  mobilenet_v2: 'tf',
  mobilenet_v3: 'none',
  nasnet: 'tf',
  resnet: 'caffe',
  resnet50: 'caffe',
  resnet_v2: 'tf',
  vgg16: 'caffe',
  vgg19: 'caffe',
  xception: 'tf',
};

const CAFFE_MEAN = [103.939, 116.779, 123.68];
const TORCH_MEAN = [0.485, 0.456, 0.406];
const TORCH_DEVIATION = [0.229, 0.224, 0.225];

const numbers = (values: readonly number[]): Value => list(values.map(float));

/** `keras.applications.MODULE.preprocess_input(x)` as the operations that it stands for, where these are known; else its shape. */
export const preprocessInput =
  (module: string): Rule =>
  call => {
    const x = call.args.get('x');
    if (x.kind !== 'tensor') return UNKNOWN;
    const mode = Object.hasOwn(modes, module) ? modes[module] : undefined;
    if (mode !== undefined && isPlain(call, x)) return steps(call, x, mode);
    const floats = x.type.dtype?.startsWith('float') ?? false;
    return tensor(x.family, x.type.shape, floats ? x.type.dtype : null);
  };

/** Symbolic images of three channels at the end. */
function isPlain({ args, session }: Call, { family, type }: TensorValue): boolean {
  const isSymbolic = family === 'keras' || family === 'graph';
  const isLast = args.get('data_format').kind === 'none' && session.dataFormat.content === 'channels_last';
  return isSymbolic && isLast && !args.open && type.dtype === 'float32' && type.shape?.at(-1) === 3;
}

function steps({ context }: Call, x: TensorValue, mode: Mode): Value {
  const library = x.family === 'keras' ? 'keras.ops' : 'tf';
  const by = (operation: string, value: Value, other: Value): Value =>
    context.call({ kind: 'api', name: `${library}.${operation}` }, [value, other]);
  if (mode === 'tf') return by('subtract', by('divide', x, float(127.5)), float(1));
  if (mode === 'torch') return by('divide', by('subtract', by('divide', x, float(255)), numbers(TORCH_MEAN)), numbers(TORCH_DEVIATION));
  if (mode === 'none') return x;
  const blueFirst =
    x.family === 'keras'
      ? context.call({ kind: 'api', name: 'keras.ops.flip' }, [x], { axis: int(-1) })
      : context.call({ kind: 'api', name: 'tf.gather' }, [x, list([2, 1, 0].map(int))], { axis: int(-1) });
  return by('subtract', blueFirst, numbers(CAFFE_MEAN));
}
