import type { ByteSource } from '../../records/byte-source';
import { parametersOf } from '../saved-model/variables';
import type { ModelFileFacts, ModelFileReading } from './facts';
import { hdf5Start } from './hdf5/file';
import { readHdf5File, readKerasArchive } from './keras-files';
import { RandomAccess } from './random-access';
import { readSafetensors } from './safetensors';

export interface FileLimits {
  /** Milliseconds after which reading is given up. */
  readonly milliseconds: number;
  /** Bytes that are read of the file, at most. */
  readonly bytes: number;
}
export const DEFAULT_FILE_LIMITS: FileLimits = { milliseconds: 60_000, bytes: 1 << 28 };

/** Bytes that tell one format from another. */
const HEAD_BYTES = 64;
const LFS = 'version https://git-lfs.github.com';

/** Names of files that are read. */
export const isModelFile = (path: string): boolean => /\.(keras|h5|hdf5|safetensors)$/i.test(path);

/** Reads a file of a model or of weights, whatever it is called: never its values, and never throws on account of what is in it. */
export async function readModelFile(source: ByteSource, limits: FileLimits = DEFAULT_FILE_LIMITS): Promise<ModelFileReading> {
  const deadline = performance.now() + limits.milliseconds;
  try {
    const access = new RandomAccess(source, { bytes: limits.bytes, deadline });
    if (access.size === 0) return { problem: 'The file is empty.' };
    const head = await access.read(0, Math.min(HEAD_BYTES, access.size));
    if (head[0] === 0x50 && head[1] === 0x4b) return { facts: await readKerasArchive(access, deadline) };
    if (new TextDecoder().decode(head).startsWith(LFS))
      return { problem: 'The file is a pointer of Git LFS: fetch the file itself with "git lfs pull".' };
    return { facts: (await hdf5Start(access)) !== undefined ? await readHdf5File(access) : await safetensors(access) };
  } catch (error) {
    return { problem: `The file cannot be read: ${(error as Error).message}.` };
  }
}

async function safetensors(access: RandomAccess): Promise<ModelFileFacts> {
  const weights = await readSafetensors(access);
  return {
    format: 'safetensors',
    keras: '',
    model: null,
    layers: [],
    weights,
    parameters: parametersOf(weights),
    inputs: null,
    config: null,
    problems: [],
    notes: [],
  };
}
