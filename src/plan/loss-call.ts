import { asString } from '../values/read';
import type { Origin } from '../values/value';
import { readArguments } from './arguments';
import { readNamed } from './named';
import type { Json } from './plan';
import { type Refusals, Refused } from './refused';
import { losses } from './support/losses';
import { nameIn } from './support/names';

/** The loss of Keras that a call is of, where the program calls one on tensors: a function gives a value for each example, an object their mean or sum. */
export function lossCall(origin: Origin, refusals: Refusals): Json | undefined {
  const { op, args, span } = origin;
  const [, owner, ending] = /^keras\.(?:losses|metrics)\.(\w+?)(\.__call__)?$/.exec(op) ?? [];
  const name = owner === undefined ? undefined : nameIn(losses, owner);
  if (name === undefined) return undefined;
  const { self, y_true: _labels, y_pred: _output, sample_weight: weights, ...settings } = args;
  if (weights !== undefined && weights.kind !== 'none')
    throw new Refused(origin.spanOf?.('sample_weight') ?? span, `Weights in a call of ${owner} cannot be trained from the editor yet.`);
  if (ending === undefined) {
    const given = {
      what: owner,
      values: settings,
      span,
      spanOf: (parameter: string) => origin.spanOf?.(parameter) ?? span,
      open: origin.open === true,
    };
    return { name, config: readArguments(losses[name].arguments, given, refusals), reduces: false };
  }
  const { config } = readNamed(self, { what: 'loss', rows: losses }, span, refusals);
  if (asString(self.kind === 'object' ? self.origin.args.reduction : undefined) === 'none') return { name, config, reduces: false };
  return { name, config, reduces: true };
}
