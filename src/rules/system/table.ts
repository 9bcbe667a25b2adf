import type { Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import type { Table } from '../core/rule';
import { argumentConstants, argumentFunctions, argumentKinds } from './arguments';
import { fileFunctions } from './files';
import { pathFunctions, pathKinds } from './pathlib';
import { chanceFunctions } from './random';
import { regularFunctions, regularKinds } from './regular';

/** Modules of Python that tell a program of the machine it runs on: files and their names, arguments, the environment, chance. Their names begin with "python.". */
export const systemFunctions: Table = { ...fileFunctions, ...pathFunctions, ...chanceFunctions, ...argumentFunctions, ...regularFunctions };
export const systemKinds: Kinds = { ...pathKinds, ...argumentKinds, ...regularKinds };
export const systemConstants: { readonly [name: string]: Value } = argumentConstants;
