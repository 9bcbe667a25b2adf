// Mutants that no test can kill, for they change nothing that anyone could see: they are not run, nor counted.

/** @type {{ file: string, line: string, text: string, reason: string }[]} `line`: a part of the line that it stands in; `text`: what it puts in. */
export const equivalents = [];
