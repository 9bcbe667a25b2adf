import type { PreprocessingClass } from '../../plan/support/preprocessing-layers';
import { hashedCrossing, hashing } from './hashing';
import { integerLookup, stringLookup } from './lookup';
import { categoryEncoding, discretization, normalization } from './numbers';
import type { PreprocessorClass } from './preprocessor';
import { textVectorization } from './text-vectorization';

/** How each layer of plan/support/preprocessing-layers.ts is run. */
export const preprocessorTable: { readonly [className in PreprocessingClass]: PreprocessorClass } = {
  TextVectorization: textVectorization,
  StringLookup: stringLookup,
  IntegerLookup: integerLookup,
  Normalization: normalization,
  Discretization: discretization,
  CategoryEncoding: categoryEncoding,
  Hashing: hashing,
  HashedCrossing: hashedCrossing,
};
