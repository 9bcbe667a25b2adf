import type { Json } from '../plan';
import type { Supported } from './accepted';

/** An object of Keras by its name, or by its constructor with arguments. */
export interface KerasObject {
  name: string;
  config: { [parameter: string]: Json };
}

/** "keras.losses.MeanSquaredError" and "mean_squared_error" → "meansquarederror". */
export const plainName = (name: string): string => (name.split('.').at(-1) ?? name).replaceAll('_', '').toLowerCase();

/** Reads an object that was given by name or by constructor; undefined where it is neither. */
export function readObject(value: Json): KerasObject | undefined {
  if (typeof value === 'string') return { name: value, config: {} };
  if (value === null || typeof value !== 'object' || Array.isArray(value) || typeof value.name !== 'string') return undefined;
  const { config } = value;
  return { name: value.name, config: config !== null && typeof config === 'object' && !Array.isArray(config) ? config : {} };
}

/** The name under which a table has what a program calls "adam", "Adam" or "keras.optimizers.Adam"; undefined where it has it not. */
export function nameIn<Name extends string>(table: { readonly [name in Name]: Supported }, written: string): Name | undefined {
  const plain = plainName(written);
  return (Object.keys(table) as Name[]).find(
    name => plainName(name) === plain || table[name].aliases?.some(alias => plainName(alias) === plain),
  );
}
