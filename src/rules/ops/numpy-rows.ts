import { parameters, type Rule, type Table } from '../core/rule';
import { dense } from './operand';

/** The row of a function of NumPy, for arrays that are not ragged or sparse. */
export const numpyRow = (name: string, signature: string, rule: Rule): Table => ({
  [`numpy.${name}`]: { rule: dense(rule), parameters: parameters(signature) },
});

/** The row of a method of its arrays. */
export const arrayRow = (name: string, signature: string, rule: Rule): Table => ({
  [`numpy.ndarray.${name}`]: { rule: dense(rule), parameters: parameters(signature) },
});
