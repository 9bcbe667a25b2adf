import * as assert from 'node:assert/strict';
import { hasControl, isUtf8, wordCount } from '../../../../src/statistics/recognize/utf8';
import { recorded, surrounded } from './recorded';

describe('bytes as text', () => {
  for (const { bytes, utf8, words } of recorded.texts) {
    const outer = surrounded(bytes);
    const name = JSON.stringify(Buffer.from(bytes, 'base64').toString('latin1'));
    it(`${name} is ${utf8 ? '' : 'not '}UTF-8, ${words} words`, () => {
      assert.equal(isUtf8(outer.bytes, outer.start, outer.end), utf8);
      assert.equal(wordCount(outer.bytes, outer.start, outer.end), words);
    });
  }

  it('has the control characters below space, but tab, line feed, form feed and return', () => {
    const controls = Array.from({ length: 256 }, (_, byte) => byte).filter(byte => hasControl(Uint8Array.of(65, byte, 66), 0, 3));
    assert.deepEqual(
      controls,
      Array.from({ length: 32 }, (_, byte) => byte).filter(byte => ![9, 10, 12, 13].includes(byte)),
    );
    assert.equal(hasControl(Uint8Array.of(0, 65, 0), 1, 2), false);
  });
});
