import { join, resolve } from 'node:path';

/** Folder of the project. */
export const root = resolve(__dirname, '..');

/** A file of the project by its path from the project's folder. */
export const inProject = (path: string): string => join(root, path);
