import type { TensorFacts } from '../../../hub/saved-model/facts';
import type { TensorView } from '../../../protocol/module-page';
import { asItems } from '../../../values/read';
import type { Value } from '../../../values/value';
import type { Inputs } from './code';
import { tensorView } from './tensors';

/** What a model takes or gives, in the structure that it is written in; undefined where that is not known, or is nested. */
export function modelEnds(value: Value): Inputs | undefined {
  const tensor = tensorFacts(value);
  if (tensor) return { kind: 'one', tensor };
  if (value.kind === 'dict') {
    const entries = [...(value.cell.content?.values() ?? [])];
    const named = entries.map(({ key, value: item }) => [key.kind === 'str' ? key.value : undefined, tensorFacts(item)] as const);
    return allKnown(named) ? { kind: 'named', tensors: named } : undefined;
  }
  const listed = asItems(value)?.map((item, index) => [String(index), tensorFacts(item)] as const);
  return listed && listed.length > 0 && allKnown(listed) ? { kind: 'listed', tensors: listed } : undefined;
}

type Named = readonly [name: string, tensor: TensorFacts];
const allKnown = (entries: readonly (readonly [string | undefined, TensorFacts | undefined])[]): entries is readonly Named[] =>
  entries.every(([name, tensor]) => name !== undefined && tensor !== undefined);

const tensorFacts = (value: Value): TensorFacts | undefined =>
  value.kind === 'tensor' && value.type.dtype !== null ? { dtype: value.type.dtype, shape: value.type.shape } : undefined;

/** The tensors at an end of a model, each as Python gets at it: `inputs`, `inputs[0]`, `inputs["left"]`. */
export function endViews(ends: Inputs, name: string): TensorView[] {
  if (ends.kind === 'one') return [tensorView(name, ends.tensor)];
  return ends.tensors.map(([key, tensor]) => tensorView(`${name}[${ends.kind === 'named' ? JSON.stringify(key) : key}]`, tensor));
}
