import { ByteSink } from './byte-sink';
import type { Example, FeatureValue, SequenceExample } from './example';

/**
 * tf.train.Example and SequenceExample to bytes, as TensorFlow's Python writes them with deterministic=True: features sorted by name, int64 and float
 * lists packed.
 */
export function encodeExample(example: Example): Uint8Array<ArrayBuffer> {
  const root = new ByteSink();
  root.field(1, encodeMap(example.features, encodeFeature));
  return root.take();
}

export function encodeSequenceExample(example: SequenceExample): Uint8Array<ArrayBuffer> {
  const root = new ByteSink();
  if (example.context.size > 0) root.field(1, encodeMap(example.context, encodeFeature));
  root.field(2, encodeMap(example.featureLists, encodeSteps));
  return root.take();
}

function encodeMap<V>(entries: Map<string, V>, encode: (value: V) => Uint8Array): Uint8Array {
  const map = new ByteSink();
  const entry = new ByteSink();
  for (const name of [...entries.keys()].sort(byCodePoint)) {
    entry.clear();
    entry.text(1, name);
    entry.field(2, encode(entries.get(name) as V));
    map.field(1, entry.take());
  }
  return map.take();
}

function encodeSteps(steps: FeatureValue[]): Uint8Array {
  const list = new ByteSink();
  for (const step of steps) list.field(1, encodeFeature(step));
  return list.take();
}

/** Which member of Feature's oneof a kind is. */
const MEMBER = { bytes: 1, float: 2, int64: 3 } as const;

function encodeFeature(value: FeatureValue): Uint8Array {
  const feature = new ByteSink();
  if (value.kind !== 'none') feature.field(MEMBER[value.kind], encodeList(value));
  return feature.take();
}

function encodeList(value: Exclude<FeatureValue, { kind: 'none' }>): Uint8Array {
  const list = new ByteSink();
  if (value.kind === 'bytes') for (const item of value.values) list.field(1, item);
  else if (value.values.length > 0) {
    const packed = new ByteSink();
    if (value.kind === 'float') for (const number of value.values) packed.float32(number);
    else for (const number of value.values) packed.varint64(number);
    list.field(1, packed.take());
  }
  return list.take();
}

/** The order of UTF-8 bytes, which is that of code points (and not that of UTF-16 units, by which strings compare). */
function byCodePoint(left: string, right: string): number {
  const [a, b] = [Array.from(left), Array.from(right)];
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i].codePointAt(0) as number) - (b[i].codePointAt(0) as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
