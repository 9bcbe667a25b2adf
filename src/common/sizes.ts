/** Sizes of a list or tensor as TensorFlow writes them for records and at run time: "[]", "[224, 224, 3]", "[None, 3]". */
export const formatSizes = (sizes: readonly (number | string | null)[]): string => `[${sizes.map(size => size ?? 'None').join(', ')}]`;

/** Longest program that is read, in bytes; of a notebook, what its cells have in all. Reading takes about 1.5 s and 300 MB for a mebibyte of statements. */
export const MAX_PROGRAM_BYTES = 1 << 20;
