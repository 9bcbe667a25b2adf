import type { OpName } from '../../../plan/support/ops';
import { hubCall } from '../../hub/operation';
import { mappedLayerOps } from '../../preprocessing/mapped-layer';
import type { Op } from '../mapped-function';
import { augmentOps } from './augment';
import { bytesOps } from './bytes';
import { colourOps } from './colour';
import { elementwiseOps } from './elementwise';
import { imageOps } from './image';
import { parseOps } from './parse-example';
import { raggedOps } from './ragged';
import { reductionOps } from './reductions';
import { shapeOps } from './shape';
import { stringOps } from './strings';
import { subscriptOps } from './subscript';

/** How each operation of plan/support/ops.ts is run in a data pipeline. */
export const dataOps: { readonly [op in OpName | 'hub.call' | 'keras.call' | 'keras.preprocess']: Op } = {
  'hub.call': hubCall,
  ...mappedLayerOps,
  ...parseOps,
  ...shapeOps,
  ...subscriptOps,
  ...elementwiseOps,
  ...bytesOps,
  ...stringOps,
  ...raggedOps,
  ...imageOps,
  ...augmentOps,
  ...colourOps,
  ...reductionOps,
};
