/**
 * A sentence in English with its values apart, so that whoever shows it may put a translation in place of the English; `{0}` stands for the first value. Plain
 * data: it goes to a page or into a cache as it is.
 */
export interface Sentence {
  english: string;
  values: SentenceValue[];
}

export type SentenceValue = string | number | Sentence;

/** The tag that makes a sentence of a template. Translators get the template, so what is between its braces should be a mere value. */
export const said = (pieces: TemplateStringsArray, ...values: (SentenceValue | undefined)[]): Sentence => ({
  english: pieces.map((piece, i) => (i === 0 ? piece : `{${i - 1}}${piece}`)).join(''),
  values: values.map(value => value ?? ''),
});

/** The sentence in English. */
export const inEnglish = ({ english, values }: Sentence): string =>
  english.replace(/\{(\d+)\}/g, (_, i) => {
    const value = values[Number(i)] ?? '';
    return typeof value === 'object' ? inEnglish(value) : String(value);
  });
