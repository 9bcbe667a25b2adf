import { type Decoded, decodeExample, type FeatureValue, type SequenceExample } from './example';
import { WIRE, WireCursor } from './wire';

/** Fields of ExampleListWithContext (tensorflow_serving/apis/input.proto), which TensorFlow Ranking reads: the items of a list, and what they have in common. */
const FIELD = { examples: 1, context: 2 } as const;

interface Part {
  start: number;
  end: number;
}

/** The parts of an ExampleListWithContext, each a serialized Example: the list's, and the last context. */
export interface ExampleListParts {
  context?: Part;
  examples: Part[];
  /** Whether it has fields that are not known. */
  hasOthers: boolean;
}

/** Where the parts are in bytes[start, end); undefined when those are malformed. */
export function exampleListParts(bytes: Uint8Array, start: number, end: number): ExampleListParts | undefined {
  const parts: ExampleListParts = { examples: [], hasOthers: false };
  const cursor = new WireCursor();
  cursor.reset(bytes, start, end);
  while (cursor.tag()) {
    const isKnown = cursor.type === WIRE.bytes && (cursor.field === FIELD.examples || cursor.field === FIELD.context);
    if (!isKnown) {
      parts.hasOthers = true;
      cursor.skip();
      continue;
    }
    const body = cursor.body();
    if (body < 0) break;
    const part = { start: body, end: cursor.at };
    if (cursor.field === FIELD.context) parts.context = part;
    else parts.examples.push(part);
  }
  return cursor.broken < 0 ? parts : undefined;
}

const NONE: FeatureValue = { kind: 'none', values: [] };

/** Decodes an ExampleListWithContext into the shape of a SequenceExample: each feature of the list with a step for each example, `none` where it lacks the feature. */
export function decodeExampleList(bytes: Uint8Array): Decoded<SequenceExample> {
  const parts = exampleListParts(bytes, 0, bytes.length);
  if (!parts) return { ok: false, problem: { at: 0, message: 'the ExampleListWithContext is malformed' } };
  const features = [parts.context ?? { start: 0, end: 0 }, ...parts.examples].map(({ start, end }) =>
    decodeExample(bytes.subarray(start, end)),
  );
  const broken = features.find(one => !one.ok);
  if (broken && !broken.ok) return broken;
  const [context, ...examples] = features.map(one => (one.ok ? one.value.features : new Map<string, FeatureValue>()));
  const names = new Set(examples.flatMap(example => [...example.keys()]));
  const featureLists = new Map([...names].map(name => [name, examples.map(example => example.get(name) ?? NONE)]));
  return { ok: true, value: { context, featureLists } };
}
