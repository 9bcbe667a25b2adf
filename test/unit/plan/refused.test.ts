import assert from 'node:assert/strict';
import type { EngineName } from '../../../src/common/run-events';
import { Refusals, Refused } from '../../../src/plan/refused';

const span = { path: 'main.py', line: 3, column: 5, endLine: 3, endColumn: 9 };
const site = { path: 'main.py', line: 3, column: 5 };

const engines: readonly [engines: readonly EngineName[], message: string][] = [
  [['native'], 'tf.io.decode_png needs native TensorFlow.'],
  [['wasm'], 'tf.io.decode_png needs the WebAssembly engine.'],
  [['python'], 'tf.io.decode_png needs Python.'],
  [['native', 'python'], 'tf.io.decode_png needs native TensorFlow or Python.'],
];

describe('refusals', () => {
  for (const [able, message] of engines)
    it(message, () => {
      const refusals = new Refusals();
      refusals.limit(span, 'tf.io.decode_png', able);
      assert.deepEqual(refusals.limits, [{ site, message, engines: able }]);
      assert.deepEqual(refusals.all, []);
    });

  it('are each given once, in the order in which they are met', () => {
    const [refusals, others] = [new Refusals(), new Refusals()];
    refusals.add(span, 'b');
    refusals.add(span, 'a');
    refusals.add({ ...span, endColumn: 10 }, 'b');
    refusals.add({ ...span, column: 6 }, 'b');
    others.add(span, 'a');
    others.add({ ...span, path: 'other.py' }, 'a');
    refusals.include(others);
    assert.deepEqual(
      refusals.all.map(one => [one.site.path, one.site.column, one.message]),
      [
        ['main.py', 5, 'b'],
        ['main.py', 5, 'a'],
        ['main.py', 6, 'b'],
        ['other.py', 5, 'a'],
      ],
    );
  });

  it('are what an attempt gives up with; other errors are not', () => {
    const refusals = new Refusals();
    assert.equal(
      refusals.attempt(() => 3),
      3,
    );
    const refuse = (): never => {
      throw new Refused(span, 'no');
    };
    assert.equal(refusals.attempt(refuse), undefined);
    assert.deepEqual(refusals.all, [{ site, message: 'no' }]);
    assert.throws(
      () =>
        refusals.attempt(() => {
          throw new TypeError('a mistake of ours');
        }),
      TypeError,
    );
  });
});
