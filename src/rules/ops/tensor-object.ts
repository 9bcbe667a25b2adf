import type { Value } from '../../values/value';
import type { Use } from '../core/kind';
import { shapeTuple } from '../core/tensors';

/** Attributes of tensors and arrays. */
export function tensorAttribute({ self }: Use, name: string): Value | undefined {
  if (self.kind !== 'tensor') return undefined;
  return name === 'shape' ? shapeTuple(self.type.shape) : undefined;
}

export function tensorIterate(_use: Use): { items: readonly Value[] } | { each: Value } | undefined {
  return undefined;
}

/** `len(tensor)`: its first dimension. */
export const tensorLength = (self: Value): number | undefined => (self.kind === 'tensor' ? (self.type.shape?.[0] ?? undefined) : undefined);

export function tensorTruth(_use: Use): boolean | undefined {
  return undefined;
}
