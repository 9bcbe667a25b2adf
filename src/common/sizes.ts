/** Sizes of a list or tensor as TensorFlow writes them for records and at run time: "[]", "[224, 224, 3]", "[None, 3]". */
export const formatSizes = (sizes: readonly (number | string | null)[]): string => `[${sizes.map(size => size ?? 'None').join(', ')}]`;
