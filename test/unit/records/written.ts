import { encodeExample, encodeSequenceExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);

/** Numbers that are alike everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const NAMES = ['a', 'b', 'image/encoded', 'naïve', '日本', 'label', 'x'.repeat(200)];

function value(random: () => number): FeatureValue {
  const count = Math.floor(random() * 5);
  const kinds: FeatureValue[] = [
    { kind: 'bytes', values: Array.from({ length: count }, () => text('word'.repeat(Math.floor(random() * 80)))) },
    { kind: 'float', values: Float32Array.from({ length: count }, () => (random() - 0.5) * 10 ** (random() * 60 - 30)) },
    { kind: 'int64', values: BigInt64Array.from({ length: count }, () => BigInt.asIntN(64, BigInt(Math.floor(random() * 2 ** 53)) ** 2n)) },
    { kind: 'none', values: [] },
  ];
  return kinds[Math.floor(random() * kinds.length)];
}

/** 500 Examples and SequenceExamples, the same at each call: what test/python/check_records_writer.py had TensorFlow read. */
export function examplesToWrite(): Uint8Array[] {
  const random = generator(3);
  const features = () => new Map(NAMES.filter(() => random() < 0.5).map(name => [name, value(random)]));
  const steps = () => Array.from({ length: Math.floor(random() * 4) }, () => value(random));
  return Array.from({ length: 500 }, (_, i) => {
    if (i % 2 === 0) return encodeExample({ features: features() });
    const featureLists = new Map([['steps', steps()], ...NAMES.filter(() => random() < 0.2).map(name => [name, steps()] as const)]);
    return encodeSequenceExample({ context: features(), featureLists });
  });
}
