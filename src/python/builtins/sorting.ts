import type { Span } from '../../diagnostics/span';
import type { Arguments } from '../../values/library';
import type { Value } from '../../values/value';
import { plainArguments } from '../arguments';
import type { Evaluator } from '../evaluator';
import { compare } from '../operators';
import { truth } from '../truth';

/** Items in the order that `sorted(items, key=…, reverse=…)` gives; null where it is not known. Equal items keep their order, reversed too. */
export function sortedItems(
  evaluator: Evaluator,
  items: readonly Value[] | null | undefined,
  keywords: Arguments['keywords'],
  span: Span,
): Value[] | null {
  const keyword = (wanted: string): Value | undefined => keywords.find(({ name }) => name === wanted)?.value;
  const [key, reverse] = [keyword('key'), keyword('reverse')];
  const falling = reverse === undefined ? false : truth(evaluator, reverse, span);
  if (!items || falling === undefined) return null;
  const keyed = items.map(item => ({
    item,
    key: key === undefined || key.kind === 'none' ? item : evaluator.call(key, plainArguments([item], {}, span), span),
  }));
  let known = true;
  const sorted = keyed.sort((a, b) => {
    const order = compare(a.key, b.key);
    if (order === undefined) known = false;
    return (falling ? -1 : 1) * (order ?? 0);
  });
  return known && keyed.every(each => compare(each.key, each.key) !== undefined) ? sorted.map(({ item }) => item) : null;
}
