import { asInt, asItems, asNumber } from '../../values/read';
import { type Cell, float, int, list, listContent, NONE, UNKNOWN, type Value } from '../../values/value';
import { object } from '../core/objects';
import { type Call, parameters, type Rule, type Table } from '../core/rule';
import { MersenneTwister } from './mersenne-twister';

/**
 * Python's `random` (https://docs.python.org/3/library/random.html). After `seed(integer)` numbers and orders are Python's own. Without a seed each run of the
 * program has another order; a plan takes one of them and says so (the event "random order").
 */
const RANDOM = 'python.random.Random';

const generatorOf = (call: Call): Cell<unknown> => (call.self.kind === 'object' ? call.self.state : call.session.random);

/** What seeded numbers make; undefined where the program has set no seed that is known. */
function drawn<T>(call: Call, draw: (generator: MersenneTwister) => T): T | undefined {
  const cell = generatorOf(call);
  if (!(cell.content instanceof MersenneTwister)) return undefined;
  const generator = cell.content.clone();
  const made = draw(generator);
  call.context.write<unknown>(cell, generator);
  return made;
}

const seeded = (value: Value): MersenneTwister | null => {
  const seed = asInt(value);
  return seed === undefined || value.kind !== 'int' ? null : MersenneTwister.ofPython(seed);
};

const seed: Rule = call => {
  call.context.write<unknown>(generatorOf(call), seeded(call.args.get('a')));
  return NONE;
};

/** Items in another order: Python's where it is seeded, else any where the program is to be run. */
function reordered<T>(call: Call, items: readonly T[], order: (generator: MersenneTwister) => T[], any: readonly T[]): readonly T[] | null {
  const known = drawn(call, order);
  if (known !== undefined) return known;
  if (!call.session.workspace.started) return null;
  if (items.length > 1) call.context.emit({ name: 'random order', span: call.context.span, args: {} });
  return any;
}

const shuffled = <T>(items: readonly T[], generator: MersenneTwister): T[] => {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = generator.below(i + 1);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
};

const shuffle: Rule = call => {
  const given = call.args.get('x');
  if (given.kind !== 'list') return NONE;
  const items = given.cell.content?.items;
  const order = items && reordered(call, items, generator => shuffled(items, generator), items);
  call.context.write(given.cell, listContent(order ?? null));
  return NONE;
};

/** Python's `sample`: from a shrinking pool, or for large populations by drawing places until all differ. */
function sampled<T>(items: readonly T[], count: number, generator: MersenneTwister): T[] {
  const setSize = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0);
  if (items.length <= setSize) {
    const pool = [...items];
    return Array.from({ length: count }, (_, index) => {
      const j = generator.below(items.length - index);
      const chosen = pool[j];
      pool[j] = pool[items.length - index - 1];
      return chosen;
    });
  }
  const places = new Set<number>();
  while (places.size < count) places.add(generator.below(items.length));
  return [...places].map(place => items[place]);
}

const sample: Rule = call => {
  const items = asItems(call.args.get('population'));
  const count = asInt(call.args.get('k'));
  if (items === undefined || count === undefined || count < 0 || count > items.length) return list(null);
  return list(reordered(call, items, generator => sampled(items, count, generator), items.slice(0, count)));
};

const choice: Rule = call => {
  const items = asItems(call.args.get('seq'));
  return (items && items.length > 0 && drawn(call, generator => items[generator.below(items.length)])) || UNKNOWN;
};

const between = (call: Call, from: number | undefined, to: number | undefined): Value =>
  from === undefined || to === undefined || to <= from || to - from > 2 ** 32 - 1
    ? UNKNOWN
    : int(drawn(call, generator => from + generator.below(to - from)) ?? Number.NaN);

const methods: Table = {
  seed: { rule: seed, parameters: parameters('a=None, version=2') },
  shuffle: { rule: shuffle, parameters: parameters('x') },
  sample: { rule: sample, parameters: parameters('population, k, *, counts=None') },
  choice: { rule: choice, parameters: parameters('seq') },
  random: {
    rule: call => {
      const number = drawn(call, generator => generator.double());
      return number === undefined ? UNKNOWN : float(number);
    },
    parameters: [],
  },
  uniform: {
    rule: call => {
      const [a, b] = [asNumber(call.args.get('a')), asNumber(call.args.get('b'))];
      const number = drawn(call, generator => generator.double());
      return a === undefined || b === undefined || number === undefined ? UNKNOWN : float(a + (b - a) * number);
    },
    parameters: parameters('a, b'),
  },
  randint: {
    rule: call => {
      const last = asInt(call.args.get('b'));
      return between(call, asInt(call.args.get('a')), last === undefined ? undefined : last + 1);
    },
    parameters: parameters('a, b'),
  },
};

const below = (owner: string): Table => Object.fromEntries(Object.entries(methods).map(([name, row]) => [`${owner}.${name}`, row]));

export const chanceFunctions: Table = {
  ...below('python.random'),
  ...below(RANDOM),
  [RANDOM]: { rule: call => object(call, RANDOM, seeded(call.args.get('x'))), parameters: parameters('x=None') },
};
