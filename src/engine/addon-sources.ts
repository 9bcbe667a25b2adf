import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The sources of tfjs-node's addon. */
export interface AddonSources {
  folder: string;
  /** Version of @tensorflow/tfjs-node. */
  version: string;
  /** Newest Node-API version that the addon knows. */
  napi: number;
}

/** Reads what the build put into dist/addon. Throws when it is not there. */
export function readAddonSources(folder: string): AddonSources {
  const { version, binary } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    binary: { napi_versions: number[] };
  };
  return { folder, version, napi: Math.max(...binary.napi_versions) };
}
