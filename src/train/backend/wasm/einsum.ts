import * as tf from '@tensorflow/tfjs-core';

/** One letter per axis: sizes of every letter, from the operands. */
function sizesOf(terms: string[], operands: tf.Tensor[]): Map<string, number> {
  const sizes = new Map<string, number>();
  terms.forEach((term, i) => {
    [...term].forEach((letter, axis) => {
      sizes.set(letter, operands[i]?.shape[axis]);
    });
  });
  return sizes;
}

/** Brings an operand's axes into the order of `letters`, summing out those that are not among them. */
function arrange(operand: tf.Tensor, term: string, letters: string[]): tf.Tensor {
  const gone = [...term].flatMap((letter, axis) => (letters.includes(letter) ? [] : [axis]));
  const kept = [...term].filter(letter => letters.includes(letter));
  const summed = gone.length > 0 ? tf.sum(operand, gone) : operand;
  return tf.transpose(
    summed,
    letters.map(letter => kept.indexOf(letter)),
  );
}

/** Einsum of one or two operands as one batched matrix product; a letter twice in one term (a diagonal) is not supported by tfjs either. */
export const einsumKernel: tf.KernelConfig = {
  kernelName: tf.Einsum,
  backendName: 'wasm',
  kernelFunc({ inputs, attrs }) {
    const operands = Object.values(inputs) as tf.Tensor[];
    const { equation } = attrs as unknown as tf.EinsumAttrs;
    const [left = '', result = ''] = equation.replace(/\s/g, '').split('->');
    const terms = left.split(',');
    const [a, b] = operands;
    const [termA = '', termB = ''] = terms;
    if (!a || operands.length > 2 || operands.length !== terms.length)
      throw new Error(`einsum of ${operands.length} tensors is not supported`);
    return tf.tidy(() => {
      if (!b) return tf.clone(arrange(a, termA, [...result]));
      const sizes = sizesOf(terms, operands);
      const size = (letters: string[]): number => letters.reduce((product, letter) => product * (sizes.get(letter) as number), 1);
      const shared = [...new Set(termA)].filter(letter => termB.includes(letter));
      const batch = shared.filter(letter => result.includes(letter));
      const contracted = shared.filter(letter => !result.includes(letter));
      const onlyA = [...termA].filter(letter => !shared.includes(letter) && result.includes(letter));
      const onlyB = [...termB].filter(letter => !shared.includes(letter) && result.includes(letter));
      const left3 = tf.reshape(arrange(a, termA, [...batch, ...onlyA, ...contracted]), [size(batch), size(onlyA), size(contracted)]);
      const right3 = tf.reshape(arrange(b, termB, [...batch, ...contracted, ...onlyB]), [size(batch), size(contracted), size(onlyB)]);
      const order = [...batch, ...onlyA, ...onlyB];
      const product = tf.reshape(
        tf.matMul(left3, right3),
        order.map(letter => sizes.get(letter) as number),
      );
      return tf.clone(arrange(product, order.join(''), [...result]));
    });
  },
};
