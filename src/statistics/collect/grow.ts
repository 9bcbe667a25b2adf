/** The same numbers in an array twice as long. */
export function growNumbers<A extends Int32Array | Uint8Array>(numbers: A): A {
  const grown = new (numbers.constructor as new (length: number) => A)(numbers.length * 2);
  grown.set(numbers);
  return grown;
}
