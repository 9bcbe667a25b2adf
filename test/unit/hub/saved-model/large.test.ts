import { strict as assert } from 'node:assert';
import { readSavedModel } from '../../../../src/hub/saved-model/read';
import { folderOf, head, node, savedModel, signature, written } from './written';

/** A million nodes: a graph of this many is read to its end. */
const NODES = 1_000_000;
const HALF_A_GIGABYTE = 500_000_000;

describe('a large SavedModel', () => {
  it('of a million nodes is read to its end', async () => {
    const one = written([node('MatMul')]);
    const graph = Buffer.alloc(one.length * NODES);
    for (let at = 0; at < graph.length; at += one.length) graph.set(one, at);
    const reading = await readSavedModel(folderOf({ 'saved_model.pb': savedModel([2, graph], signature(1)) }));
    assert.ok('facts' in reading, JSON.stringify(reading));
    assert.deepEqual(reading.facts.ops, { MatMul: NODES });
    assert.deepEqual(Object.keys(reading.facts.signatures), ['serving_default']);
  }).timeout(60_000);

  it('of 500 MB of constants is not read whole', async () => {
    // From the inside out: the content of a tensor, in an attribute, in a node, in a graph; what stands before each, within what contains it.
    const layers: [number: number, before: Uint8Array][] = [
      [4, new Uint8Array(0)],
      [8, new Uint8Array(0)],
      [2, written([[1, 'value']])],
      [5, written([[2, 'Const']])],
      [1, new Uint8Array(0)],
      [2, written([[1, [[4, 'serve']]]])],
    ];
    let front: Uint8Array = new Uint8Array(0);
    for (const [number, before] of layers) front = Buffer.concat([before, head(number, front.length + HALF_A_GIGABYTE), front]);
    const behind = written([signature(1)]);
    front = Buffer.concat([head(2, front.length + HALF_A_GIGABYTE + behind.length), front]);
    const size = front.length + HALF_A_GIGABYTE + behind.length;
    let bytesRead = 0;
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const bytes = new Uint8Array(Math.min(length, size - offset));
      bytesRead += bytes.length;
      bytes.set(front.subarray(offset, offset + bytes.length));
      const from = offset - front.length - HALF_A_GIGABYTE;
      if (from + bytes.length > 0) bytes.set(behind.subarray(Math.max(0, from)), Math.max(0, -from));
      return bytes;
    };
    const reading = await readSavedModel({ open: async path => (path === 'saved_model.pb' ? { size, read } : undefined) });
    assert.ok('facts' in reading, JSON.stringify(reading));
    assert.deepEqual(reading.facts.ops, { Const: 1 });
    assert.deepEqual(Object.keys(reading.facts.signatures), ['serving_default']);
    assert.ok(bytesRead < 2_000_000, `${bytesRead} bytes`);
  });
});
