import { readTextFile } from '../common/node-files';
import { whyNot } from '../records/node-file-source';
import { type CuratedSchema, readSchemaText } from '../schema/metadata/schema-text';
import { environmentsOf } from '../schema/schema';
import { UsageError } from './command';

/** A schema that data are to be held against, with the environment that they are of. */
export type Curated = CuratedSchema & { path: string; environment: string | undefined };

/** A schema of ten thousand features with domains has a few megabytes. */
const MAX_SCHEMA_BYTES = 64 << 20;

/** Reads a schema file; one that cannot be read, or is malformed, is a UsageError that says where. */
export function readSchemaFile(path: string, environment?: string): Curated {
  const read = readSchemaText(textOf(path));
  if (!read.ok) throw new UsageError(`${path}:${read.line}:${read.column}: ${read.message}`);
  const environments = environmentsOf(read.schema);
  if (environment !== undefined && !environments.includes(environment))
    throw new UsageError(`${path} has no environment "${environment}"; it has ${environments.join(', ') || 'none'}.`);
  return { ...read, path, environment };
}

function textOf(path: string): string {
  try {
    return readTextFile(path, MAX_SCHEMA_BYTES);
  } catch (error) {
    throw new UsageError(`The schema ${path} cannot be read: ${whyNot(error as NodeJS.ErrnoException)}.`);
  }
}
