/** Control characters but for the tab, and those that change the direction of text (UAX #9): a terminal obeys them, the user does not see them. */
const HIDDEN = /(?!\t)[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A text with escapes, as JSON and Python know them, for what is not to be seen: in one line, therefore. */
export const escapeHidden = (text: string): string =>
  text.replace(HIDDEN, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
