import type { Kinds } from '../core/kind';
import type { Table } from '../core/rule';
import { FRAME, SERIES } from './frame';
import { frameMakers } from './make';
import { frameMethods } from './methods';
import { frameKind, INDEXER, indexerKind, seriesKind } from './select';

/** pandas, as far as it says what arrays a program trains on: DataFrames, their columns, and what is chosen of them. */
export const pandasFunctions: Table = { ...frameMakers, ...frameMethods };
export const pandasKinds: Kinds = { [FRAME]: frameKind, [SERIES]: seriesKind, [INDEXER]: indexerKind };
