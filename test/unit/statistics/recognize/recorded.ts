import { readFileSync } from 'node:fs';
import { inProject } from '../../../root';

/** Answers of TensorFlow: test/python/recognised.py. */
export const recorded: {
  images: { format: string; width: number; height: number; channels: number; bytes: string }[];
  tensors: { dtype: string; shape: number[]; values: (number | string)[]; bytes: string }[];
  texts: { bytes: string; utf8: boolean; words: number }[];
} = JSON.parse(readFileSync(inProject('test/data/statistics/recognised.json'), 'utf8'));

/** Bytes between others, so that a reader which looks beyond its own is seen. */
export function surrounded(base64: string): { bytes: Uint8Array; start: number; end: number } {
  const inner = Buffer.from(base64, 'base64');
  const bytes = new Uint8Array(inner.length + 24).fill(0xff);
  bytes.set(inner, 16);
  return { bytes, start: 16, end: 16 + inner.length };
}
