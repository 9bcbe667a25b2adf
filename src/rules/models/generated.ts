import type { Span } from '../../diagnostics/span';
import { NONE, someInteger, type Value } from '../../values/value';
import { failInKeras3 } from '../core/keras';
import type { Call } from '../core/rule';
import { typeOf } from '../core/tensors';
import { ownMethod } from '../layers/own-state';
import { leaves } from '../pipeline/nest';
import { arrays, asArrays, type FitData } from './fit-data';
import { refusesTypes } from './refused-types';

/** What a Python generator, or the program's own PyDataset, gives for each batch; undefined for other data. */
export function batchesOf(call: Call, data: Value): Value | undefined {
  if (data.kind === 'generator') return data.each;
  const isSequence =
    data.kind === 'instance' && data.cls.bases.some(base => base.kind === 'api' && /\.(PyDataset|Sequence)$/.test(base.name));
  const method = isSequence ? ownMethod(call, data, '__getitem__') : undefined;
  if (method === undefined) return undefined;
  return call.context.call(method, [someInteger(0, Number.POSITIVE_INFINITY)]);
}

/** A batch as (x, y, sample weights); undefined where it is not known, or was refused. */
export function generated(call: Call, batch: Value, span: Span, what: string): FitData | undefined {
  if (call.self.kind !== 'object') return undefined;
  if (batch.kind === 'list' && call.args.get('x').kind === 'generator') {
    const words = 'When passing a Python generator to a Keras model, the generator must return a tuple';
    failInKeras3(call, 'fit-data-type', `The generator gives lists. Write yield x, y. Keras: "${words}".`, { span });
    return undefined;
  }
  const parts = batch.kind === 'tuple' && batch.names === undefined ? batch.items : undefined;
  if (parts === undefined || parts.length === 0 || parts.length > 3) return undefined;
  const [x, y] = [parts[0], parts[1] ?? NONE].map(asArrays);
  if (leaves(x).some(({ kind }) => kind !== 'tensor') || leaves(x).some(part => typeOf(part)?.shape?.length === 0)) return undefined;
  if (refusesTypes(call, x, y, { x: span, y: span }, what)) return undefined;
  return { ...arrays(x, y, { x: span, y: span }, null, what, undefined), batch: null };
}
