import type { TensorFacts } from '../saved-model/facts';
import type { KerasConfig } from './facts';

/** A layer of a model's configuration. */
export interface ConfiguredLayer {
  readonly name: string;
  readonly className: string;
  readonly config: KerasConfig;
}

const record = (value: unknown): { readonly [name: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { [name: string]: unknown }) : {};

/** What the constructor of an object takes. */
export const argumentsOf = ({ config }: KerasConfig): { readonly [name: string]: unknown } => record(config);

/** The layers of a model in their order; of a class of a program there are none. */
export function configuredLayers(model: KerasConfig): ConfiguredLayer[] {
  // Keras 1 and early Keras 2 wrote the layers of a sequential model without anything around them.
  const layers = Array.isArray(model.config) ? model.config : argumentsOf(model).layers;
  return (Array.isArray(layers) ? layers : []).map(entry => {
    const layer = record(entry) as KerasConfig;
    const className = String(layer.class_name ?? '');
    return { name: String(layer.name ?? argumentsOf(layer).name ?? className.toLowerCase()), className, config: layer };
  });
}

/** A shape of a configuration; undefined where it is none. */
export function shapeOfConfig(value: unknown): (number | null)[] | undefined {
  // Keras 2 wrote tuples down as objects.
  const items = Array.isArray(value) ? value : record(value).class_name === '__tuple__' ? record(value).items : undefined;
  return Array.isArray(items) && items.every(dim => dim === null || (Number.isSafeInteger(dim) && (dim as number) >= 0))
    ? (items as (number | null)[])
    : undefined;
}

/** The name of a dtype, or of the one that a policy computes with. */
export function dtypeOfConfig(value: unknown): string {
  const name = typeof value === 'string' ? value : record(record(value).config).name;
  return typeof name !== 'string' ? 'float32' : name.replace(/^mixed_/, '');
}

/** What a model takes, by the names of its input layers in the order that the model lists them; null where its configuration does not say. */
export function inputsOf(model: KerasConfig): { [name: string]: TensorFacts } | null {
  const layers = configuredLayers(model);
  const declared = layers.filter(({ className }) => className === 'InputLayer').map(layer => [layer.name, inputOf(layer.config)] as const);
  if (declared.length > 0) {
    const known = declared.filter((entry): entry is [string, TensorFacts] => entry[1] !== undefined);
    if (known.length < declared.length) return null;
    const order = namesIn(argumentsOf(model).input_layers);
    const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
    return Object.fromEntries(known.sort(([a], [b]) => place(a) - place(b)));
  }
  const shape =
    shapeOfConfig(argumentsOf(model).build_input_shape) ?? shapeOfConfig(record(model.build_config).input_shape) ?? firstShape(layers);
  return shape ? { input: { dtype: 'float32', shape } } : null;
}

function inputOf(layer: KerasConfig): TensorFacts | undefined {
  const { batch_shape, batch_input_shape, dtype } = argumentsOf(layer);
  const shape = shapeOfConfig(batch_shape ?? batch_input_shape);
  return shape && { dtype: dtypeOfConfig(dtype), shape };
}

const firstShape = ([first]: readonly ConfiguredLayer[]): (number | null)[] | undefined =>
  first && shapeOfConfig(argumentsOf(first.config).batch_input_shape);

/** Names in a structure of [name, call, tensor]: one of these, a list, or a dictionary of them. */
export function namesIn(structure: unknown): string[] {
  if (Array.isArray(structure))
    return typeof structure[0] === 'string' && typeof structure[1] === 'number' ? [structure[0]] : structure.flatMap(namesIn);
  return Object.values(record(structure)).flatMap(namesIn);
}
