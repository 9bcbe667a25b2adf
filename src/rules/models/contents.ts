import type { Value } from '../../values/value';
import type { Call } from '../core/rule';
import type { FitData } from './fit-data';

/** What the data holds against what the layers that meet it are made for: ids against an Embedding's rows, pixels against a module's range. */
export function checkContents(_call: Call, _x: Value, _model: Value, _data: FitData): void {}
