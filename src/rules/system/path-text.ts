import { asString } from '../../values/read';
import type { Value } from '../../values/value';

/** The text of a path, whether it is a string or an object of pathlib; undefined where it is not known. */
export const pathText = (value: Value | undefined): string | undefined => (value?.kind === 'object' ? value.text : asString(value));
