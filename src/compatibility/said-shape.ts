import { formatCount } from '../common/format';
import { type Sentence, said } from '../common/sentence';
import { printShape, type Shape } from '../tensor/shape';

/** A shape of one example in words. */
export function saidShape(shape: Shape): Sentence {
  if (shape === null) return said`values of any shape`;
  const [size, ...more] = shape;
  if (size === undefined) return said`one value`;
  if (more.length > 0) return said`values of shape ${printShape(shape)}`;
  if (size === null) return said`lists of values`;
  return size === 1 ? said`a list of one value` : said`${formatCount(size)} values`;
}
