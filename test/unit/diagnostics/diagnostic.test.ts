import assert from 'node:assert/strict';
import { isRule, type RuleName } from '../../../src/diagnostics/catalogue';
import { type Diagnostic, idOf } from '../../../src/diagnostics/diagnostic';
import { reported } from '../../../src/diagnostics/suppress';
import { fail } from '../../../src/rules/core/report';
import type { Call } from '../../../src/rules/core/rule';
import { refuseInput } from '../../../src/rules/layers/refuse';
import { refuseCall } from '../../../src/rules/ops/operand';

const diagnosticAt = (line: number, rule: RuleName): Diagnostic => {
  const span = { path: 'a.py', line, column: 1, endLine: line, endColumn: 2 };
  return { id: idOf({ rule, span }), rule, level: 'error', message: 'It does not fit.', span };
};

describe('a diagnostic', () => {
  it('has a rule of the catalogue: a misspelt name is a type error wherever it is written', () => {
    // Never run: the compiler says what is wrong with these.
    const misspelt = (call: Call) => {
      // @ts-expect-error
      fail(call, 'op-dtpye', '');
      // @ts-expect-error
      refuseCall(call, 'op-dtpye', '');
      // @ts-expect-error
      refuseInput(undefined as never, 'op-dtpye', '', '');
      // @ts-expect-error
      call.context.report({ rule: 'op-dtpye', level: 'error', message: '', span: call.context.span });
      // @ts-expect-error
      reported([], 'a.py', '', { 'op-dtpye': 'off' });
    };
    assert.equal(typeof misspelt, 'function');
    assert.deepEqual(['op-dtype', 'op-dtpye', 'toString'].map(isRule), [true, false, false]);
  });

  it('has an id that no other of its answer has, whatever its message says', () => {
    const ids = [diagnosticAt(1, 'op-shape'), diagnosticAt(2, 'op-shape'), diagnosticAt(2, 'op-dtype')].map(({ id }) => id);
    assert.equal(new Set(ids).size, 3);
  });

  it('keeps its id at the level that the user sets', () => {
    const [shown] = reported([diagnosticAt(1, 'op-shape')], 'a.py', 'x\n', { 'op-shape': 'hint' });
    assert.deepEqual([shown.id, shown.level], [diagnosticAt(1, 'op-shape').id, 'hint']);
  });
});
