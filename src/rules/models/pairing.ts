import { asEntries, asItems } from '../../values/read';
import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { leaves, members } from '../pipeline/nest';

/** An output of a model with the labels that it is compared with. */
export interface Pair {
  readonly output: TensorValue;
  readonly labels: TensorValue;
  /** Its place among the outputs, and its name where the model gives a dictionary. */
  readonly index: number;
  readonly name?: string;
}

/** Outputs and labels put together as Keras does; nothing where their numbers differ. Those that are no plain tensors are left out. */
export function paired(outputs: Value, labels: Value): readonly Pair[] {
  const outs = outputs.kind === 'tensor' ? [outputs] : members(outputs);
  if (outs === undefined) return [];
  const names = asEntries(outputs)?.map(([name]) => name);
  const ys = byName(labels, names) ?? (outs.length === 1 && leaves(labels).length === 1 ? leaves(labels) : (asItems(labels) ?? []));
  if (ys.length !== outs.length) return [];
  return outs.flatMap((output, index) => {
    const y = ys[index];
    if (output.kind !== 'tensor' || y.kind !== 'tensor' || y.type.sparse) return [];
    return [{ output, labels: y, index, ...(names && { name: names[index] }) }];
  });
}

/** What a dictionary has for each of these names; undefined where it is no dictionary. */
export function byName(value: Value, names: readonly string[] | undefined): readonly Value[] | undefined {
  const entries = asEntries(value);
  if (entries === undefined || names === undefined) return undefined;
  const all = new Map(entries);
  return names.map(name => all.get(name) ?? UNKNOWN);
}

/** The same with the loss of each output: one for all, or each its own. */
export function withLosses(loss: Value, outputs: Value, labels: Value): readonly (Pair & { loss: Value })[] {
  const names = asEntries(outputs)?.map(([name]) => name);
  const count = outputs.kind === 'tensor' ? 1 : (members(outputs)?.length ?? 0);
  const losses = asItems(loss) ?? byName(loss, names) ?? (loss.kind === 'dict' ? [] : Array.from({ length: count }, () => loss));
  if (losses.length !== count) return [];
  return paired(outputs, labels).map(pair => ({ ...pair, loss: losses[pair.index] }));
}
