import * as assert from 'node:assert/strict';
import { readImageSize } from '../../../../src/statistics/recognize/image-header';
import { recorded, surrounded } from './recorded';

const sizeOf = ({ bytes, start, end }: ReturnType<typeof surrounded>) => readImageSize(new DataView(bytes.buffer), start, end);

describe('an image', () => {
  for (const { bytes, ...size } of recorded.images) {
    const { format, width, height, channels } = size;
    it(`${format} of ${width} × ${height} × ${channels}`, () => assert.deepEqual(sizeOf(surrounded(bytes)), size));

    it(`${format} of ${width} × ${height} × ${channels}, cut short, is read from its header or is none`, () => {
      const whole = surrounded(bytes);
      for (let length = 0; length < Math.min(200, whole.end - whole.start); length++) {
        const found = sizeOf({ ...whole, end: whole.start + length });
        if (found !== undefined) assert.deepEqual(found, size);
      }
      for (const length of [0, 1, 11]) assert.equal(sizeOf({ ...whole, end: whole.start + length }), undefined);
    });
  }

  it('is none where its first bytes are changed', () => {
    for (const { format, bytes } of recorded.images) {
      const signature = { png: 4, jpeg: 2, bmp: 2, gif: 4, webp: 4 }[format] ?? 0;
      for (let at = 0; at < signature; at++) {
        const changed = surrounded(bytes);
        changed.bytes[changed.start + at] ^= 1;
        assert.equal(sizeOf(changed), undefined, `${format}, byte ${at}`);
      }
    }
  });

  it('is none without a size', () => {
    const png = surrounded(recorded.images[0].bytes);
    png.bytes.fill(0, png.start + 16, png.start + 20);
    assert.equal(sizeOf(png), undefined);
  });

  it('of the first frame is found behind fill bytes and markers without a length', () => {
    const jpeg = [
      0xff, 0xd8, 0xff, 0xff, 0x01, 0xff, 0xd0, 0xff, 0xfe, 0, 3, 7, 0xff, 0xc4, 0, 2, 0xff, 0xc2, 0, 17, 8, 1, 4, 2, 3, 3, 0, 0, 0,
    ];
    assert.deepEqual(readImageSize(new DataView(Uint8Array.from(jpeg).buffer), 0, jpeg.length), {
      format: 'jpeg',
      width: 515,
      height: 260,
      channels: 3,
    });
    const stray = [0xff, 0xd8, 0x00, 0xc0, ...Array(12).fill(0)];
    assert.equal(readImageSize(new DataView(Uint8Array.from(stray).buffer), 0, stray.length), undefined);
  });
});
