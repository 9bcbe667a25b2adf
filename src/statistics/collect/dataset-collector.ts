import { crowdedFeature } from '../../records/crowded';
import { readExampleFields, readSequenceFields } from '../../records/example-fields';
import { exampleListParts } from '../../records/example-list';
import { FIELD_KIND, type FieldKind, FieldTable } from '../../records/field-table';
import { eachStep } from '../../records/list-values';
import { recognisePayload } from '../../records/payload';
import type { OddRecord } from '../../records/scan';
import { readTensorHeader } from '../../records/tensor-proto';
import { type Collected, MAX_FEATURES, type PayloadMessage } from './collected';
import { countRecords, eachMarked, loadRecords, type Payloads } from './columns';
import {
  addEntries,
  collectedFeature,
  countsOf,
  createFeatureCollector,
  type FeatureCollector,
  type FeaturePlace,
} from './feature-collector';
import { createKernel, type Kernel } from './kernel';
import type { OutlineCounts } from './outline';
import { recognise } from './recognised';
import { clearPool, createValuePool, poolBytesValue, poolList, type ValuePool } from './value-pool';
import { type ColumnWriter, createColumnWriter } from './write-column';

/** Thrown from where a feature too many is met; never leaves this file. */
class Overflow extends Error {}

/** A collector at work: what it has counted, and the tables it reads with. */
export interface DatasetCollector {
  message: PayloadMessage;
  records: number;
  malformed: number;
  features: FeatureCollector[];
  /** More features than are counted have been met: records are counted on, and nothing of them. */
  overflow: boolean;
  kernel: Kernel;
  fields: FieldTable;
  lists: FieldTable;
  pool: ValuePool;
  writer: ColumnWriter;
  /** Collectors by the name's number in `fields` and in `lists`. */
  ofField: FeatureCollector[];
  ofList: FeatureCollector[];
  /** Collectors by the kernel's number of the name. */
  ofColumn: FeatureCollector[];
  /** Where the entries of each field of the record at hand begin in the pool; the last number is where they end. */
  firsts: number[];
}

/** A collector; `kernel` is its own from now on. */
export function createDatasetCollector(message: PayloadMessage, kernel = createKernel()): DatasetCollector {
  return {
    message,
    records: 0,
    malformed: 0,
    features: [],
    overflow: false,
    kernel,
    fields: new FieldTable(),
    lists: new FieldTable(),
    pool: createValuePool(),
    writer: createColumnWriter(kernel),
    ofField: [],
    ofList: [],
    ofColumn: [],
    firsts: [],
  };
}

/** How much has been collected so far. */
export const countedSoFar = ({ records, malformed, features, kernel }: DatasetCollector): OutlineCounts => ({
  records,
  malformed,
  features: features.map(feature => countsOf(kernel, feature)),
});

/** What has been collected so far, as plain data. */
export const collectedSoFar = ({ message, records, malformed, features, overflow, kernel }: DatasetCollector): Collected => ({
  message,
  records,
  malformed,
  features: features.map(feature => collectedFeature(kernel, feature)),
  ...(overflow && { overflow }),
});

/**
 * Adds every record of a batch; of a payload that is malformed nothing is counted but that. A record of 600 bytes with 16 features (about 60 values)
 * takes 1.1 µs of processor time: 0.3 to find the features, 0.3 to decode and hash the values, 0.4 to count them (tools/bench/schema.bench.mjs). It
 * allocates nothing for a record and makes no string. Gives the odd records, their numbers counted in the batch.
 */
export function collectBatch(collector: DatasetCollector, batch: Payloads): OddRecord[] {
  const odd: OddRecord[] = [];
  const addOne = (record: number) => {
    const is = addPayload(collector, batch.bytes, batch.starts[record], batch.starts[record] + batch.lengths[record]);
    if (is !== undefined) odd.push({ record, is });
  };
  collector.records += batch.count;
  if (collector.overflow) return odd;
  try {
    if (collector.message === 'example') addColumns(collector, batch, addOne);
    else for (let index = 0; index < batch.count; index++) addOne(index);
  } catch (error) {
    if (error instanceof Overflow) {
      collector.overflow = true;
      collector.features = [];
      return odd;
    }
    // The kernel stops in one case only: it gets no more memory.
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    throw new Error('statistics of so many features need more memory than is available');
  }
  return odd;
}

/** Adds one payload. */
export function collectPayload(collector: DatasetCollector, payload: Uint8Array): void {
  collectBatch(collector, { bytes: payload, starts: Uint32Array.of(0), lengths: Uint32Array.of(payload.length), count: 1 });
}

/** Adds the records column by column; those that the kernel leaves out, one by one. */
function addColumns(collector: DatasetCollector, batch: Payloads, addOne: (index: number) => void): void {
  const { kernel, ofColumn } = collector;
  const bind = (column: number, name: Uint8Array) => bindColumn(collector, column, name).feature;
  for (let first = 0; first < batch.count; ) {
    const until = loadRecords(kernel, batch, first);
    let next = first;
    while (next < until) {
      const from = next;
      next = first + countRecords(kernel, from - first, until - first, bind);
      eachMarked(kernel, (column, bytes, view, start, end) => recognise(ofColumn[column].recognised, bytes, view, start, end));
      if (next === from) addOne(next++);
    }
    if (until === first) addOne(next++);
    first = next;
  }
}

/** Adds a payload; says what is odd about it. */
function addPayload(collector: DatasetCollector, bytes: Uint8Array, start: number, end: number): OddRecord['is'] | undefined {
  // A record whose features cannot be found does not reach the pool, which then still holds the one before.
  collector.pool.crowded = false;
  const sound = poolers[collector.message](collector, bytes, start, end);
  if (sound) addRecord(collector);
  const { drops, refuses, crowded } = collector.pool;
  if (crowded) return 'crowded';
  if (!sound) collector.malformed++;
  if (sound && hasFeatures(collector)) return refuses ? 'refused' : drops ? 'shortened' : undefined;
  const is = recognisePayload(bytes, start, end);
  if (is !== 'example' && is !== 'sequence_example' && is !== 'empty') return is;
  return sound ? undefined : 'unknown';
}

/** Whether the record has a feature: what has none may be another message, whose fields are passed over as unknown ones. */
const hasFeatures = ({ message, fields, lists }: DatasetCollector): boolean =>
  fields.count > 0 || (message !== 'example' && message !== 'tensor' && lists.count > 0);

type Pooler = (collector: DatasetCollector, bytes: Uint8Array, start: number, end: number) => boolean;

/** What puts a payload into the pool, and its names into `fields` and `lists`; false where it is malformed. */
const poolers: { [message in PayloadMessage]: Pooler } = {
  example: poolExample,
  sequence_example: poolSequence,
  example_list: poolExampleList,
  tensor: poolTensor,
};

/** What the values of records are called that are serialized tensors. */
const TENSOR_NAME = new TextEncoder().encode('tensor');

function poolTensor({ fields, pool, firsts }: DatasetCollector, bytes: Uint8Array, start: number, end: number): boolean {
  if (readTensorHeader(bytes, start, end) === undefined) return false;
  clearPool(pool);
  fields.clear();
  fields.put(fields.names.id(TENSOR_NAME, 0, TENSOR_NAME.length, -1), FIELD_KIND.bytes, bytes, start, end);
  firsts[0] = 0;
  poolBytesValue(pool, bytes, start, end);
  return true;
}

/** The context's features, and those of the list's examples with a step for each example, as a SequenceExample would have them. */
function poolExampleList(collector: DatasetCollector, bytes: Uint8Array, start: number, end: number): boolean {
  const { fields, lists, pool, firsts } = collector;
  const parts = exampleListParts(bytes, start, end);
  if (parts === undefined) return false;
  const { context, examples } = parts;
  clearPool(pool);
  fields.clear();
  if (context && readExampleFields(bytes, context.start, context.end, fields)) return false;
  if (!poolFields(collector)) return false;
  const read: { source: Uint8Array; kind: FieldKind; start: number; end: number }[][] = [];
  const ids = new Set<number>();
  for (const [step, example] of examples.entries()) {
    if (readExampleFields(bytes, example.start, example.end, lists)) return false;
    read[step] = [];
    for (let at = 0; at < lists.count; at++) {
      ids.add(lists.ids[at]);
      read[step][lists.ids[at]] = {
        source: lists.sources[at],
        kind: lists.kinds[at] as FieldKind,
        start: lists.starts[at],
        end: lists.ends[at],
      };
    }
  }
  lists.clear();
  for (const id of ids) {
    firsts[fields.count + lists.count] = pool.entries;
    lists.put(id, FIELD_KIND.list, bytes, start, end);
    for (const step of read) {
      const { source, kind, start, end } = step[id] ?? { source: bytes, kind: FIELD_KIND.none, start: 0, end: 0 };
      if (!poolList(pool, kind, source, start, end)) return false;
    }
  }
  return true;
}

function poolExample(collector: DatasetCollector, bytes: Uint8Array, start: number, end: number): boolean {
  if (readExampleFields(bytes, start, end, collector.fields)) return false;
  clearPool(collector.pool);
  return poolFields(collector);
}

function poolFields({ fields, pool, firsts }: DatasetCollector): boolean {
  pool.crowded = crowdedFeature(fields) !== undefined;
  if (pool.crowded) return false;
  for (let field = 0; field < fields.count; field++) {
    firsts[field] = pool.entries;
    if (!poolList(pool, fields.kinds[field], fields.sources[field], fields.starts[field], fields.ends[field])) return false;
  }
  return true;
}

function poolSequence(collector: DatasetCollector, bytes: Uint8Array, start: number, end: number): boolean {
  const { fields, lists, pool, firsts } = collector;
  if (readSequenceFields(bytes, start, end, fields, lists)) return false;
  clearPool(pool);
  if (!poolFields(collector)) return false;
  pool.crowded = crowdedFeature(lists) !== undefined;
  let sound = !pool.crowded;
  for (let list = 0; list < lists.count && sound; list++) {
    firsts[fields.count + list] = pool.entries;
    const whole = eachStep(lists.sources[list], lists.starts[list], lists.ends[list], (kind, source, from, to) => {
      sound &&= poolList(pool, kind, source, from, to);
    });
    sound &&= whole;
  }
  return sound;
}

/** Counts the record that the pool holds. */
function addRecord(collector: DatasetCollector): void {
  const { fields, lists, pool, writer, firsts, ofField, ofList } = collector;
  const isExample = collector.message === 'example' || collector.message === 'tensor';
  const listCount = isExample ? 0 : lists.count;
  firsts[fields.count + listCount] = pool.entries;
  for (let field = 0; field < fields.count; field++) {
    const id = fields.ids[field];
    const feature = ofField[id] ?? addFeature(collector, ofField, id, fields.names.texts[id], isExample ? 'example' : 'context');
    addEntries(writer, feature, pool, firsts[field], firsts[field + 1]);
  }
  for (let list = 0; list < listCount; list++) {
    const id = lists.ids[list];
    const feature = ofList[id] ?? addFeature(collector, ofList, id, lists.names.texts[id], 'sequence');
    addEntries(writer, feature, pool, firsts[fields.count + list], firsts[fields.count + list + 1]);
  }
}

/** Finds the collector of a name that the kernel has met; the general reader may know the name too. */
function bindColumn(collector: DatasetCollector, column: number, name: Uint8Array): FeatureCollector {
  const { fields, ofColumn, ofField } = collector;
  const id = fields.names.id(name, 0, name.length, -1);
  ofColumn[column] = ofField[id] ?? addFeature(collector, ofField, id, fields.names.texts[id], 'example');
  return ofColumn[column];
}

function addFeature(
  { kernel, features }: DatasetCollector,
  byId: FeatureCollector[],
  id: number,
  name: string,
  place: FeaturePlace,
): FeatureCollector {
  if (features.length === MAX_FEATURES) throw new Overflow();
  const feature = createFeatureCollector(kernel, name, place);
  byId[id] = feature;
  features.push(feature);
  return feature;
}
