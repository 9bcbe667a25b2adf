import { join } from '../values/join';
import { type ListContent, type ListValue, listContent, type Repeated, repeatedContent, type Value } from '../values/value';

type Content = ListValue['cell']['content'];

const describing = (content: ListContent | Repeated): Repeated =>
  content.items === undefined ? content : repeatedContent(content.items.reduce(join), content.items.length);

/** What a list holds with the items of another behind its own. */
export function extended(own: Content, added: Content): Content {
  if (own === null || added === null) return null;
  if (own.items && added.items) return listContent([...own.items, ...added.items]);
  if (own.items?.length === 0) return added;
  if (added.items?.length === 0) return own;
  const [a, b] = [describing(own), describing(added)];
  const count = a.count === null || b.count === null ? null : a.count + b.count;
  const each = join(a.each, b.each);
  return each === a.each && count === a.count && own.items === undefined && own.size === undefined ? own : repeatedContent(each, count);
}

/** What a list holds with one more item. */
export const appended = (own: Content, item: Value): Content => extended(own, { items: [item] });
