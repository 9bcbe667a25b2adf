import { quotedName } from '../../src/query/syntax';

/** A filter for the records whose text has a word, in small letters or large ones: modules may make no difference. */
export function wordFilter(feature: string, word: string): string {
  const pattern = [...word].map(letter => {
    const [small, large] = [letter.toLowerCase(), letter.toUpperCase()];
    if (small !== large && small.length === large.length) return `[${small}${large}]`;
    return letter.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
  });
  return `${quotedName(feature)} matches ${JSON.stringify(pattern.join(''))}`;
}
