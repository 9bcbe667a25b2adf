import type { WireNode } from '../protocol/records-detail';
import type { WireField } from '../records/wire-tree';
import { hexOf } from './row';

/** Names of fields by message, for the messages that are known (tensorflow/core/util/event.proto, framework/summary.proto); `of` is the field's own message. */
const MESSAGES: { [message: string]: { [field: number]: { name: string; of?: string } | undefined } | undefined } = {
  'tensorflow.Event': {
    1: { name: 'wall_time' },
    2: { name: 'step' },
    3: { name: 'file_version' },
    4: { name: 'graph_def' },
    5: { name: 'summary', of: 'tensorflow.Summary' },
    6: { name: 'log_message' },
    7: { name: 'session_log' },
    8: { name: 'tagged_run_metadata' },
    9: { name: 'meta_graph_def' },
    10: { name: 'source_metadata' },
  },
  'tensorflow.Summary': { 1: { name: 'value', of: 'tensorflow.Summary.Value' } },
  'tensorflow.Summary.Value': {
    1: { name: 'tag' },
    2: { name: 'simple_value' },
    4: { name: 'image' },
    5: { name: 'histo' },
    6: { name: 'audio' },
    7: { name: 'node_name' },
    8: { name: 'tensor' },
    9: { name: 'metadata' },
  },
};

const MAX_PREVIEW_BYTES = 32;

/** A message's fields as a tree for the user; `message` names its type where that is known. */
export function wireNodes(fields: WireField[], message?: string): WireNode[] {
  return fields.map(({ field, value }) => {
    const known = message === undefined ? undefined : MESSAGES[message]?.[field];
    const nested = value.type === 'message' ? { fields: wireNodes(value.fields, known?.of) } : {};
    return { field, ...(known ? { name: known.name } : {}), type: value.type, text: textOf(value), ...nested };
  });
}

function textOf(value: WireField['value']): string {
  switch (value.type) {
    case 'varint':
      return String(value.value);
    case 'fixed64':
      return Number.isFinite(value.double) && Math.abs(value.double) > 1e-100 ? String(value.double) : String(value.value);
    case 'fixed32':
      return Number.isFinite(value.float) && Math.abs(value.float) > 1e-20
        ? String(Number(value.float.toPrecision(7)))
        : String(value.value);
    case 'text':
      return JSON.stringify(value.value);
    case 'bytes':
      return `${hexOf(value.value.subarray(0, MAX_PREVIEW_BYTES))}${value.value.length > MAX_PREVIEW_BYTES ? ' …' : ''}`;
    case 'message':
    case 'group':
      return '';
  }
}
