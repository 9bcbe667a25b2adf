import { type DType, dtypeOf } from '../tensor/dtype';
import data from './backbones.json';
import type { HubType, HubTypes } from './module';

/** A preset of KerasHub: what its config.json says of the backbone. */
export interface PresetFacts {
  /** "BertBackbone". */
  readonly className: string;
  /** Whole path of the folder that it lies in. */
  readonly folder: string;
  /** What the class is made with. */
  readonly config: { readonly [parameter: string]: unknown };
}

/** What a backbone takes and gives. */
export interface BackboneTypes {
  readonly takes: HubTypes;
  readonly gives: HubTypes;
}

/** A tensor whose axes may be named after a parameter of the class, or after a number of a list ("image_shape.0"). */
interface Pattern {
  readonly dtype: string;
  readonly shape: readonly (number | string | null)[];
}
type Patterns = Pattern | { readonly [name: string]: Pattern };

const { pairs, classes } = data as unknown as {
  readonly pairs: readonly { readonly takes: Patterns; readonly gives: Patterns }[];
  readonly classes: { readonly [className: string]: readonly [pair: number, ...bases: string[]] };
};

const isRecord = (json: unknown): json is { readonly [name: string]: unknown } =>
  json !== null && typeof json === 'object' && !Array.isArray(json);

/** Reads the config.json of a folder in the format of Keras; undefined for one of another library, and for a text that is none. */
export function presetOf(text: string, folder: string): PresetFacts | undefined {
  try {
    const json: unknown = JSON.parse(text);
    if (!isRecord(json) || typeof json.registered_name !== 'string' || typeof json.class_name !== 'string') return undefined;
    return isRecord(json.config) ? { className: json.class_name, folder, config: json.config } : undefined;
  } catch {
    return undefined;
  }
}

/** Classes of backbones whose inputs and outputs are known. */
export const backboneClasses = (): readonly string[] => Object.keys(classes);

/** Whether a class is another one or derives from it; undefined where the class is not known. */
export function isBackbone(className: string, other: string): boolean | undefined {
  if (className === other || other === 'Backbone') return true;
  return Object.hasOwn(classes, className) ? classes[className].includes(other) : undefined;
}

/** What the backbone of a preset takes and gives; undefined where it is not known. */
export function backboneTypes({ className, config }: Pick<PresetFacts, 'className' | 'config'>): BackboneTypes | undefined {
  if (!Object.hasOwn(classes, className)) return undefined;
  // With an encoder of images it takes images too, and with the channels in front the axes are others.
  if (isRecord(config.vision_encoder) || isRecord(config.audio_encoder) || config.data_format === 'channels_first') return undefined;
  const { takes, gives } = pairs[classes[className][0]];
  const [taken, given] = [typesOf(takes, config), typesOf(gives, config)];
  return taken && given && { takes: taken, gives: given };
}

function typesOf(patterns: Patterns, config: PresetFacts['config']): HubTypes | undefined {
  if (isPattern(patterns)) return typeOf(patterns, config);
  const types = Object.entries(patterns).map(([name, pattern]) => [name, typeOf(pattern, config)] as const);
  return types.every((entry): entry is readonly [string, HubType] => entry[1] !== undefined) ? Object.fromEntries(types) : undefined;
}

const isPattern = (patterns: Patterns): patterns is Pattern => Array.isArray(patterns.shape);

function parameter(config: PresetFacts['config'], path: string): unknown {
  const [name, index] = path.split('.');
  const value = config[name];
  return index === undefined ? value : Array.isArray(value) ? value[Number(index)] : undefined;
}

function typeOf({ dtype, shape }: Pattern, config: PresetFacts['config']): HubType | undefined {
  const known: DType | undefined = dtypeOf(dtype);
  const sizes = shape.map(size => (typeof size === 'string' ? parameter(config, size) : size));
  if (known === undefined || !sizes.every(size => size === null || (typeof size === 'number' && Number.isSafeInteger(size))))
    return undefined;
  return { dtype: known, shape: sizes as (number | null)[] };
}
