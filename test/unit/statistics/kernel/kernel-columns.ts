import { FIELD_KIND } from '../../../../src/records/field-table';
import {
  collectorState,
  createKernel,
  type Kernel,
  mergeStates,
  type ValueKind,
  viewsOf,
  wordOf,
} from '../../../../src/statistics/collect/kernel';

/** One kernel for collectors that tests make: nothing is given up in between. */
const kernel = createKernel();
const room = kernel.at.RECORDS;

function collected(kind: ValueKind, count: number, write: (kernel: Kernel, place: number, index: number) => void): Uint8Array {
  const feature = kernel.run.createFeature();
  for (let from = 0; from < count; from += room) {
    const some = Math.min(room, count - from);
    for (let place = 0; place < some; place++) write(kernel, place, from + place);
    kernel.run.addValues(feature, kind, some);
  }
  if (count === 0) kernel.run.addValues(feature, kind, 0);
  return collectorState(kernel, kind, kernel.run.collectorOf(feature, kind));
}

/** The state of a collector that was given these float32 values. */
export const floatState = (values: ArrayLike<number>): Uint8Array =>
  collected(FIELD_KIND.float, values.length, ({ at }, place, index) =>
    viewsOf(kernel).view.setFloat32(at.first + place * 4, values[index], true),
  );

/** The state of a collector that was given these integers, each a safe one or a bigint. */
export const int64State = (values: ArrayLike<number | bigint>): Uint8Array =>
  collected(FIELD_KIND.int64, values.length, ({ at }, place, index) => {
    const { words } = viewsOf(kernel);
    const value = BigInt(values[index]);
    words[wordOf(at.first) + place] = Number(BigInt.asIntN(32, value));
    words[wordOf(at.second) + place] = Number(BigInt.asIntN(32, value >> 32n));
  });

const merging = createKernel();

/** What the states come to, one merged after the other. */
export const merged = (kind: ValueKind, [first, ...others]: Uint8Array[]): Uint8Array =>
  others.reduce((whole, state) => mergeStates(merging, kind, whole, state), first);
