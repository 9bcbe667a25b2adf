import type { Arguments } from '../values/library';
import type { Parameter } from './ast';

const quoted = (names: readonly string[]): string => {
  const all = names.map(name => `'${name}'`);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')}${all.length > 2 ? ',' : ''} and ${all.at(-1)}`;
};

const several = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/**
 * Why Python refuses a call, in its words; undefined where the function takes the arguments (https://docs.python.org/3/reference/expressions.html#calls).
 * Says nothing of the parameters that the caller fills in itself.
 */
export function refusedArguments(parameters: readonly Parameter[], { positional, keywords, filledIn = [] }: Arguments): string | undefined {
  const has = (kind: Parameter['kind']): boolean => parameters.some(parameter => parameter.kind === kind);
  const places = parameters.filter(({ kind }) => kind === 'positional');
  if (positional.length > places.length && !has('star')) {
    const least = places.filter(place => place.default === null).length;
    const takes =
      least < places.length ? `from ${least} to ${places.length} positional arguments` : several(places.length, 'positional argument');
    return `takes ${takes} but ${positional.length} ${positional.length === 1 ? 'was' : 'were'} given`;
  }
  if (!has('doublestar')) {
    const names = parameters.flatMap(({ kind, name }) => (kind === 'star' ? [] : [name]));
    const strange = keywords.find(({ name }) => !names.includes(name) && !filledIn.includes(name));
    if (strange !== undefined) return `got an unexpected keyword argument '${strange.name}'`;
    const twice = keywords.find(({ name }) => places.slice(0, positional.length).some(place => place.name === name));
    if (twice !== undefined) return `got multiple values for argument '${twice.name}'`;
  }
  const isMissing = ({ name, default: value }: Parameter): boolean =>
    value === null && !filledIn.includes(name) && keywords.every(keyword => keyword.name !== name);
  const missing = places.slice(positional.length).filter(isMissing);
  const missingKeywords = parameters.filter(parameter => parameter.kind === 'keyword' && isMissing(parameter));
  const [which, kind] = missing.length > 0 ? [missing, 'positional'] : [missingKeywords, 'keyword-only'];
  if (which.length === 0) return undefined;
  return `missing ${several(which.length, `required ${kind} argument`)}: ${quoted(which.map(({ name }) => name))}`;
}
