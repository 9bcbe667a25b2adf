import { escapeHidden } from '../common/hidden-characters';

/** A Python string literal in double quotes. JSON's escapes are Python's, but for characters beyond U+FFFF, which stay as they are. */
export const pythonText = (text: string): string => escapeHidden(JSON.stringify(text));
