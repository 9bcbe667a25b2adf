// The mutants of a file: every place at which an operator applies, outside of types, imports and property names.
import { parseSync } from 'oxc-parser';
import { operators } from './operators.mjs';

/** Parts of a node that are no program, or that the compiler alone would object to. */
const skipped = new Set(['typeAnnotation', 'typeParameters', 'typeArguments', 'returnType', 'superTypeArguments']);
const isType = type =>
  (type.startsWith('TS') && !/^TS(AsExpression|NonNullExpression|SatisfiesExpression)$/.test(type)) || /^Import/.test(type);

/**
 * @typedef {{ file: string, line: number, start: number, end: number, operator: string, before: string, text: string }} Mutant
 * @param {string} file
 * @param {string} source
 * @returns {Mutant[]}
 */
export function mutantsOf(file, source) {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const mutants = [];
  const textOf = ({ start, end }) => source.slice(start, end);
  visit(program, node => {
    for (const [operator, text, { start, end } = node] of operators[node.type]?.(node, textOf) ?? []) {
      const line = source.slice(0, start).split('\n').length;
      mutants.push({ file, line, start, end, operator, before: source.slice(start, end), text });
    }
  });
  return mutants;
}

function visit(node, meet) {
  if (isType(node.type)) return;
  meet(node);
  for (const [part, content] of Object.entries(node)) {
    if (skipped.has(part) || (part === 'key' && !node.computed)) continue;
    for (const child of Array.isArray(content) ? content : [content]) if (typeof child?.type === 'string') visit(child, meet);
  }
}

/** Some of a list, the same ones for the same seed. */
export function sample(list, count, seed) {
  const rest = [...list];
  let state = seed >>> 0;
  // Mulberry32: 32 bits of state and well spread.
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const chosen = [];
  while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return chosen;
}
