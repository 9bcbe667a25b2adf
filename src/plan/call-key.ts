import type { Origin } from '../values/value';

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

function identityOf(value: object): number {
  const identity = identities.get(value) ?? ++lastIdentity;
  identities.set(value, identity);
  return identity;
}

/** A text that is equal for the origins of one call only: several tensors of one call have the same place and the very same arguments. */
export const callKey = ({ op, args, span }: Origin): string =>
  `${op} ${span.path}:${span.line}:${span.column}:${span.endLine}:${span.endColumn} ${Object.values(args).map(identityOf).join(',')}`;
