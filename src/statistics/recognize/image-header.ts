/** Size of an encoded image, read from its header without decoding it. */
export interface ImageSize {
  format: ImageFormat;
  width: number;
  height: number;
  /** Channels that a decoder gives by default (tf.io.decode_image): 1, 3 or 4. */
  channels: number;
}

export const IMAGE_FORMATS = ['jpeg', 'png', 'gif', 'webp', 'bmp'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** The image whose bytes start at `start`, or undefined. Only the first byte is looked at for what is none, so asking costs nothing. */
export function readImageSize(view: DataView, start: number, end: number): ImageSize | undefined {
  if (end - start < 12) return undefined;
  const first = view.getUint8(start);
  if (!FIRST_BYTES[first]) return undefined;
  const size = readers[first]?.(view, start, end);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}

type Reader = (view: DataView, start: number, end: number) => ImageSize | undefined;

const readers: Record<number, Reader | undefined> = { 255: jpeg, 137: png, 71: gif, 82: webp, 66: bmp };

/** 1 for a byte that some image begins with: an array, because every byte string of a dataset is asked. */
const FIRST_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => (readers[byte] ? 1 : 0));

/** PNG (ISO/IEC 15948): signature, then IHDR. Channels by colour type: a palette is decoded to RGB. */
function png(view: DataView, start: number, end: number): ImageSize | undefined {
  if (end - start < 26 || view.getUint32(start) !== 0x89504e47 || view.getUint32(start + 12) !== 0x49484452) return undefined;
  const channels = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 }[view.getUint8(start + 25)];
  return channels ? { format: 'png', width: view.getUint32(start + 16), height: view.getUint32(start + 20), channels } : undefined;
}

/** JPEG (ITU T.81): segments up to the start of frame, SOF0–SOF15 but DHT, JPG and DAC. */
function jpeg(view: DataView, start: number, end: number): ImageSize | undefined {
  if (view.getUint16(start) !== 0xffd8) return undefined;
  let at = start + 2;
  while (at + 9 < end) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const channels = view.getUint8(at + 9);
      return { format: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7), channels };
    }
    const bare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += bare ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
  return undefined;
}

function gif(view: DataView, start: number): ImageSize | undefined {
  if (view.getUint32(start) !== 0x47494638) return undefined;
  return { format: 'gif', width: view.getUint16(start + 6, true), height: view.getUint16(start + 8, true), channels: 3 };
}

/** WebP (RFC 9649): RIFF with a VP8X, VP8L or VP8 chunk. */
function webp(view: DataView, start: number, end: number): ImageSize | undefined {
  if (end - start < 30 || view.getUint32(start) !== 0x52494646 || view.getUint32(start + 8) !== 0x57454250) return undefined;
  const chunk = view.getUint32(start + 12);
  if (chunk === 0x56503858) {
    const extent = (at: number): number => 1 + view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
    const alpha = (view.getUint8(start + 20) & 0x10) !== 0;
    return { format: 'webp', width: extent(start + 24), height: extent(start + 27), channels: alpha ? 4 : 3 };
  }
  if (chunk === 0x5650384c) {
    const bits = view.getUint32(start + 21, true);
    return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, channels: (bits >>> 28) & 1 ? 4 : 3 };
  }
  if (chunk !== 0x56503820) return undefined;
  return {
    format: 'webp',
    width: view.getUint16(start + 26, true) & 0x3fff,
    height: view.getUint16(start + 28, true) & 0x3fff,
    channels: 3,
  };
}

/** BMP with a BITMAPINFOHEADER or later; a negative height means rows from the top. */
function bmp(view: DataView, start: number, end: number): ImageSize | undefined {
  if (end - start < 30 || view.getUint16(start) !== 0x424d || view.getUint32(start + 14, true) < 40) return undefined;
  if (view.getUint32(start + 2, true) !== end - start) return undefined;
  const bits = view.getUint16(start + 28, true);
  const channels = bits === 32 ? 4 : bits === 8 ? 1 : 3;
  return { format: 'bmp', width: view.getInt32(start + 18, true), height: Math.abs(view.getInt32(start + 22, true)), channels };
}
