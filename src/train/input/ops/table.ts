import type { OpTable } from '../mapped-function';
import { bytesOps } from './bytes';
import { elementwiseOps } from './elementwise';
import { imageOps } from './image';
import { parseOps } from './parse-example';
import { shapeOps } from './shape';
import { subscriptOps } from './subscript';

/** Every operation that can be run in a map or filter of a data pipeline, by its public name. */
export const dataOps: OpTable = { ...parseOps, ...shapeOps, ...subscriptOps, ...elementwiseOps, ...bytesOps, ...imageOps };
