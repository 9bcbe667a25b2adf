import { asItems } from '../values/read';
import { NONE, type Origin, type Value } from '../values/value';
import { givenTo, readArguments } from './arguments';
import type { Trainable } from './changes';
import type { WeightPlan } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { addWeight } from './support/layer-calls';

/** Weights that layers of the program make themselves, each once. */
export class WeightReader {
  private readonly found = new Map<Origin, WeightPlan>();

  constructor(
    private readonly trainable: Trainable,
    private readonly refusals: Refusals,
  ) {}

  get plans(): readonly WeightPlan[] {
    return [...this.found.values()];
  }

  /** The name of the weight that a call of add_weight made. Throws Refused where its shape is not known. */
  read(origin: Origin, prefix: string): string {
    const known = this.found.get(origin);
    if (known !== undefined) return known.name;
    const { self, args, ...named } = origin.args;
    const values = withPositional(named, asItems(args ?? NONE) ?? []);
    const given = readArguments(addWeight, { ...givenTo({ origin }, 'add_weight'), values }, this.refusals);
    const shape = given.shape ?? [];
    if (!Array.isArray(shape) || shape.some(size => typeof size !== 'number'))
      throw new Refused(origin.span, 'The shape of this weight is not known without running the program.');
    const taken = [...this.found.values()].map(({ name }) => name);
    const base = `${prefix}${typeof given.name === 'string' ? given.name : 'variable'}`;
    let name = base;
    for (let count = 1; taken.includes(name); count++) name = `${base}_${count}`;
    this.found.set(origin, {
      name,
      shape: shape as number[],
      initializer: given.initializer ?? (given.dtype === undefined || given.dtype === 'float32' ? 'glorot_uniform' : 'zeros'),
      ...(given.regularizer !== undefined && given.regularizer !== null && { regularizer: given.regularizer }),
      trainable: given.trainable !== false && this.trainable.get(self) !== false,
      site: siteOf(origin.span),
    });
    return name;
  }
}

/** `add_weight(shape, initializer, dtype, trainable)`. */
function withPositional(named: { readonly [name: string]: Value }, positional: readonly Value[]): { [name: string]: Value } {
  const names = ['shape', 'initializer', 'dtype', 'trainable'];
  return { ...Object.fromEntries(positional.map((value, i) => [names[i] ?? 'more', value])), ...named };
}
