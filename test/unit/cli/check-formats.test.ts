import assert from 'node:assert/strict';
import { formats } from '../../../src/cli/check-formats';
import { catalogue } from '../../../src/diagnostics/catalogue';
import { type Diagnostic, idOf } from '../../../src/diagnostics/diagnostic';

const span = { path: 'a.py', line: 3, column: 5, endLine: 3, endColumn: 9 };
const diagnostic: Diagnostic = {
  id: idOf({ rule: 'op-shape', span }),
  rule: 'op-shape',
  level: 'information',
  message: 'a:\nb, 100 %',
  span,
};

describe('the formats of check', () => {
  it('give SARIF each rule with the help and level of its page, and each result with its place', () => {
    const [{ tool, results }] = JSON.parse(formats.sarif([diagnostic])).runs;
    assert.deepEqual(
      tool.driver.rules.map(({ id, help, defaultConfiguration }: { [part: string]: { text: string; level: string } }) => [
        id,
        help.text,
        defaultConfiguration.level.replace('note', 'information'),
      ]),
      Object.entries(catalogue).map(([rule, { help, level }]) => [rule, help, level]),
    );
    assert.deepEqual(
      [results[0].ruleId, results[0].level, results[0].locations[0].physicalLocation.region.startLine],
      ['op-shape', 'note', 3],
    );
  });

  it('give GitHub one command a line', () => {
    assert.equal(formats.github([diagnostic]), '::notice file=a.py,line=3,endLine=3,col=5,endColumn=9,title=op-shape::a:%0Ab, 100 %25');
  });

  it('give JSON the fields of the contract', () => {
    assert.deepEqual(Object.keys(JSON.parse(formats.json([diagnostic])).diagnostics[0]).sort(), [
      'column',
      'end_column',
      'end_line',
      'fixes',
      'line',
      'message',
      'path',
      'related',
      'rule',
      'severity',
    ]);
  });
});
