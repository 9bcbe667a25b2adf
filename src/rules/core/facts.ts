import type { Facts, TensorValue, Value } from '../../values/value';

/**
 * What rules know of a tensor besides its type, with one pair of helpers for each fact: one that makes it, one that reads it. A fact is about
 * one tensor; a result has those only that its rule gives it.
 */

/** The shape is all that Keras itself knows: a null dimension is one that it calls None, not one that we could not read. */
export const exactShape: Facts = { exactShape: true };

export const hasExactShape = ({ type, facts }: TensorValue): boolean =>
  facts?.exactShape === true || (type.shape !== null && !type.shape.includes(null));

/** Whether every dimension that a program wrote is read: a number, or None in so many words. */
export const writesExactShape = (dims: readonly Value[]): boolean => dims.every(dim => dim.kind === 'int' || dim.kind === 'none');
