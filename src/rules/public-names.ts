import { type ApiValue, UNKNOWN, type Value } from '../values/value';
import { canonical } from './core/names';
import { isModule, isPublic, signatureOf } from './core/signatures';
import { aliases, constants, functions } from './tables';

/** A public name as a value: the constant that it is, or its canonical spelling. */
export function apiValue(name: string, legacy: boolean | undefined): Value {
  const spelled = canonical(name, legacy);
  const alias = Object.hasOwn(aliases, spelled.name) ? aliases[spelled.name] : undefined;
  const names = alias ? { name: alias.name, legacy: alias.legacy || spelled.legacy } : spelled;
  if (Object.hasOwn(constants, names.name)) return constants[names.name];
  return { kind: 'api', name: names.name, ...(names.legacy && { legacy: true }) };
}

/** `module.name`. Names that neither a table nor the signatures know are kept as API values: a call of them is unknown. */
export function apiAttribute(target: ApiValue, name: string): Value {
  const value = apiValue(`${target.name}.${name}`, target.legacy);
  if (value.kind !== 'api') return value;
  const exists =
    isModule(value.name) || isPublic(value.name) || Object.hasOwn(functions, value.name) || signatureOf(value.name) !== undefined;
  return exists || dtypeLike.test(value.name) || isModule(target.name) ? value : UNKNOWN;
}
const dtypeLike = /^(tf|numpy)(\.dtypes)?\.[a-z]+\d*_?$/;
