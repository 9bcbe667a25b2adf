import { formatSizes } from '../../common/sizes';
import type { FeatureStatistics } from './statistics';

/** A feature's shape for the user: "[]", "[48]", "[0…12]"; a sequence feature has its steps in front. */
export function shapeText({ shape, min_length, max_length, min_steps = 0, max_steps = 0, in: place }: FeatureStatistics): string {
  const span = (min: number, max: number): string => (min === max ? String(min) : `${min}…${max}`);
  const varies = shape.at(-1) === null || min_length !== max_length;
  const inner = varies ? [span(min_length, max_length)] : max_length === 1 ? [] : [String(max_length)];
  return formatSizes([...(place === 'sequence' ? [span(min_steps, max_steps)] : []), ...inner]);
}
