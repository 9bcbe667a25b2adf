import { strict as assert } from 'node:assert';
import { statusLine } from '../../../src/cli/status-line';
import { fakeStream } from './terminal';

const CLEAR = '\r\x1b[2K';

describe('the status line', () => {
  it('is written over on a terminal, and cut to its width', () => {
    const { stream, written } = fakeStream(8);
    const status = statusLine(stream);
    status.show('one');
    status.show('a longer one');
    status.clear();
    assert.equal(written(), `${CLEAR}one${CLEAR}a longe${CLEAR}`);
  });

  it('is a line for each new text elsewhere, but not for each number', () => {
    const { stream, written } = fakeStream();
    const status = statusLine(stream);
    for (const text of ['reading 1 %', 'reading 2 %', 'unpacking 2 %', 'reading 3 %']) status.show(text);
    status.clear();
    status.show('reading 4 %');
    assert.equal(written(), 'reading 1 %\nunpacking 2 %\nreading 3 %\nreading 4 %\n');
  });
});
