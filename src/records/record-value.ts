import { decodeExample, decodeSequenceExample, type Example, type SequenceExample } from './example';
import { decodeExampleList } from './example-list';
import { type Payload, recognisePayload } from './payload';
import { type WireField, wireTree } from './wire-tree';

/** A record, decoded as what it is. `problem`: why the bytes, which looked like an Example, cannot be decoded as one. */
export type RecordValue =
  | { payload: 'example'; example: Example }
  | { payload: 'sequence_example' | 'example_list'; example: SequenceExample }
  | { payload: 'event' | 'proto'; fields: WireField[] }
  | { payload: Exclude<Payload, 'example' | 'sequence_example' | 'example_list'>; bytes: Uint8Array; problem?: string };

/**
 * Decodes a record of any kind; of features with more than `most` values the first ones. An empty record counts as an Example without features, unless `payload`,
 * the kind of the file's records, says otherwise.
 */
export function decodeRecord(
  bytes: Uint8Array,
  payload: Payload = recognisePayload(bytes, 0, bytes.length),
  most = Number.POSITIVE_INFINITY,
): RecordValue {
  switch (payload) {
    case 'empty':
    case 'example': {
      const decoded = decodeExample(bytes, 0, bytes.length, most);
      return decoded.ok ? { payload: 'example', example: decoded.value } : { payload: 'unknown', bytes, problem: decoded.problem.message };
    }
    case 'sequence_example':
    case 'example_list': {
      const decoded = payload === 'example_list' ? decodeExampleList(bytes) : decodeSequenceExample(bytes, 0, bytes.length, most);
      return decoded.ok ? { payload, example: decoded.value } : { payload: 'unknown', bytes, problem: decoded.problem.message };
    }
    case 'event':
    case 'proto': {
      const fields = wireTree(bytes);
      return fields ? { payload, fields } : { payload: 'unknown', bytes };
    }
    default:
      return { payload, bytes };
  }
}
