import { Readable } from 'node:stream';
import { createDeflate, createGzip } from 'node:zlib';
import type { Deflate } from './record-writer';

/** Compression by Node's zlib, at its default level, as TensorFlow's writer does it. */
export const nodeDeflate: Deflate = (plain, format) => Readable.from(plain).pipe(format === 'gzip' ? createGzip() : createDeflate());
