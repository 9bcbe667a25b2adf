import type { SentenceValue } from '../../src/common/sentence';

/** The page's words in the user's language. The host puts what the editor's translations have into the document; the rest stays English. */
let translated: { [english: string]: string } = {};

export function setWords(words: { [english: string]: string }): void {
  translated = words;
}

/** Takes the translations from the document of the page (src/extension/ui/webview-html.ts). */
export function takeWords(): void {
  const element = document.getElementById('words');
  if (element?.textContent) setWords(JSON.parse(element.textContent));
}

/** A text in the user's language, with `{0}`, `{1}` … replaced. */
export function t(english: string, ...values: (string | number)[]): string {
  const text = Object.hasOwn(translated, english) ? (translated[english] as string) : english;
  return text.replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}

/** What the host says, in the user's language. */
export const tell = (sentence: SentenceValue): string =>
  typeof sentence === 'object' ? t(sentence.english, ...sentence.values.map(tell)) : String(sentence);
