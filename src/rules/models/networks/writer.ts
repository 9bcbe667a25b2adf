import type { CallContext } from '../../../values/library';
import { bool, float, int, list, NONE, str, tuple, UNKNOWN, type Value } from '../../../values/value';

/** What a layer of a network is written with. */
export type LayerArgument = Value | boolean | number | string | null | readonly LayerArgument[];

const isValue = (written: LayerArgument): written is Value => typeof written === 'object' && written !== null && 'kind' in written;

function pythonValue(written: LayerArgument): Value {
  if (written === null) return NONE;
  if (typeof written === 'boolean') return bool(written);
  if (typeof written === 'number') return Number.isInteger(written) ? int(written) : float(written);
  if (typeof written === 'string') return str(written);
  return isValue(written) ? written : tuple(written.map(pythonValue));
}

type Options = { readonly [argument: string]: LayerArgument };

/** How a network of keras.applications is asked for. */
export interface NetworkOptions {
  readonly top: boolean;
  /** Of the last feature map, without a top. */
  readonly pooling: 'avg' | 'max' | null;
  readonly classes: number;
  readonly activation: Value;
  /** Whether it gets the weights of ImageNet. */
  readonly pretrained: boolean;
  /** An argument that only some networks have; undefined where it is not known. */
  number(name: string): number | undefined;
}

/** A network as a chain of layers on its input; it is unknown where a step is. */
export type Network = (write: NetworkWriter, input: Value, options: NetworkOptions) => Value;

/** Calls layers of Keras as a program would: a network of keras.applications is a model like any other. */
export class NetworkWriter {
  constructor(
    private readonly context: CallContext,
    private readonly legacy: boolean,
  ) {}

  private make(name: string, options: Options): Value {
    const keywords = Object.fromEntries(Object.entries(options).map(([argument, written]) => [argument, pythonValue(written)]));
    return this.context.call({ kind: 'api', name, ...(this.legacy && { legacy: true }) }, [], keywords);
  }

  initializer(className: string, options: Options): Value {
    return this.make(`keras.initializers.${className}`, options);
  }

  /** A layer on what earlier ones gave. */
  layer(className: string, options: Options, ...inputs: readonly Value[]): Value {
    if (inputs.some(({ kind }) => kind === 'unknown')) return UNKNOWN;
    return this.context.call(this.make(`keras.layers.${className}`, options), [inputs.length === 1 ? inputs[0] : list(inputs)]);
  }

  /** Layers one after the other. */
  chain(input: Value, ...layers: readonly (readonly [className: string, options: Options])[]): Value {
    return layers.reduce<Value>((value, [className, options]) => this.layer(className, options, value), input);
  }

  /** The end of a network that most have: classes of the pooled feature map, the map pooled, or the map. */
  end(
    map: Value,
    { top, pooling, classes, activation }: NetworkOptions,
    names: { avg?: string; max?: string } = {},
    dense: Options = {},
  ): Value {
    const named = (name: string | undefined): Options => (name === undefined ? {} : { name });
    if (top)
      return this.chain(
        map,
        ['GlobalAveragePooling2D', named(names.avg)],
        ['Dense', { units: classes, activation, name: 'predictions', ...dense }],
      );
    if (pooling === null) return map;
    return pooling === 'avg'
      ? this.layer('GlobalAveragePooling2D', named(names.avg), map)
      : this.layer('GlobalMaxPooling2D', named(names.max), map);
  }
}

/** The size of an axis of what a layer gave; undefined where it is not known. */
const sizeOf = (value: Value, axis: number): number | undefined =>
  value.kind === 'tensor' ? (value.type.shape?.at(axis) ?? undefined) : undefined;

export const channelsOf = (value: Value): number => sizeOf(value, -1) ?? Number.NaN;

/** Zeros around an image of which a convolution of stride 2 then takes as much as with padding "same" (imagenet_utils.correct_pad). */
export function padBefore(value: Value, kernel: number): readonly (readonly number[])[] {
  const after = Math.floor(kernel / 2);
  return [1, 2].map(axis => {
    const size = sizeOf(value, axis);
    return [after - (size === undefined ? 1 : 1 - (size % 2)), after];
  });
}

/** The nearest multiple of `divisor` that is not a tenth below. */
export function divisible(value: number, divisor = 8): number {
  const near = Math.max(divisor, Math.floor((value + divisor / 2) / divisor) * divisor);
  return near < 0.9 * value ? near + divisor : near;
}
