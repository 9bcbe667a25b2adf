import { BytesCollector } from './bytes-collector';
import { count as add, Dense, differentIn, LIMIT, nextCounted, timesOf } from './dense';
import { FloatCollector } from './float-collector';
import { Frequent, makeRoom, reindex } from './frequent';
import { createHyperLogLog, estimateDistinct, REGISTERS } from './hyperloglog';
import { Int64Collector } from './int64-collector';
import { combine, foldBlock, Moments } from './moments';
import { Quantiles } from './quantiles';
import { passArray, passBytes, passNumber, Stream, Way } from './stream';
import { ValueCounts } from './value-counts';

/*
 * The state of a collector as bytes: what a thread sends, what is merged, and what ../sketch/state.ts reads. Numbers are float64; arrays are padded to
 * multiples of eight bytes.
 */

export function passInt64(stream: Stream, collector: Int64Collector): void {
  passDense(stream, collector.dense);
  collector.wide = passNumber(stream, collector.wide);
  passBytes(stream, changetype<usize>(collector) + offsetof<Int64Collector>('least'), 8);
  passBytes(stream, changetype<usize>(collector) + offsetof<Int64Collector>('most'), 8);
  passMoments(stream, collector.moments, collector.dense);
  passQuantiles(stream, collector.quantiles);
  passValues(stream, collector.values);
}

export function passFloat(stream: Stream, collector: FloatCollector): void {
  passDense(stream, collector.dense);
  collector.wide = passNumber(stream, collector.wide);
  collector.least = passNumber(stream, collector.least);
  collector.most = passNumber(stream, collector.most);
  collector.nan = passNumber(stream, collector.nan);
  collector.positiveInfinity = passNumber(stream, collector.positiveInfinity);
  collector.negativeInfinity = passNumber(stream, collector.negativeInfinity);
  passMoments(stream, collector.moments, collector.dense);
  passQuantiles(stream, collector.quantiles);
  passValues(stream, collector.values);
}

export function passBytesCollector(stream: Stream, collector: BytesCollector): void {
  passInt64(stream, collector.lengths);
  passValues(stream, collector.values);
  collector.textChecked = passNumber(stream, collector.textChecked);
  collector.textValid = passNumber(stream, collector.textValid);
  collector.textControl = passNumber(stream, collector.textControl);
  collector.leastWords = passNumber(stream, collector.leastWords);
  collector.mostWords = passNumber(stream, collector.mostWords);
}

/** The values that were counted, in ascending order, and how often. */
function passDense(stream: Stream, dense: Dense): void {
  const different = i32(passNumber(stream, differentIn(dense)));
  const counts = stream.at + ((different * 4 + 7) & ~7);
  let value = nextCounted(dense, 0);
  for (let index = 0; index < different && stream.way !== Way.measure; index++) {
    const places = stream.at + index * 4;
    if (stream.way === Way.read) add(dense, load<i32>(places), load<f64>(counts + index * 8));
    else {
      store<i32>(places, value);
      store<f64>(counts + index * 8, timesOf(dense, value));
      value = nextCounted(dense, value + 1);
    }
  }
  stream.at = counts + different * 8;
}

/** The moments of the wide values, and, for whoever reads them, those of all values. */
function passMoments(stream: Stream, moments: Moments, dense: Dense): void {
  foldBlock(moments);
  passThree(stream, moments);
  moments.shift = moments.mean;
  const all = new Moments();
  for (let value = nextCounted(dense, 0); value < LIMIT; value = nextCounted(dense, value + 1))
    combine(all, timesOf(dense, value), value, 0);
  combine(all, moments.count, moments.mean, moments.m2);
  passThree(stream, all);
}

function passThree(stream: Stream, moments: Moments): void {
  moments.count = passNumber(stream, moments.count);
  moments.mean = passNumber(stream, moments.mean);
  moments.m2 = passNumber(stream, moments.m2);
}

function passQuantiles(stream: Stream, sketch: Quantiles): void {
  sketch.skipped = i32(passNumber(stream, sketch.skipped));
  sketch.exact = passNumber(stream, f64(sketch.exact)) !== 0;
  sketch.height = i32(passNumber(stream, sketch.height));
  for (let level = 0; level < sketch.height; level++) {
    sketch.sizes[level] = i32(passNumber(stream, sketch.sizes[level]));
    sketch.levels[level] = passArray<f64>(stream, sketch.levels[level], sketch.sizes[level]);
  }
}

function passValues(stream: Stream, values: ValueCounts): void {
  values.closed = passNumber(stream, f64(values.closed)) !== 0;
  const estimated = passNumber(stream, f64(values.distinct !== null)) !== 0;
  if (estimated) {
    const registers = values.distinct === null ? createHyperLogLog() : values.distinct!;
    values.distinct = passArray<u8>(stream, registers, REGISTERS);
    passNumber(stream, stream.way === Way.write ? estimateDistinct(registers) : 0);
  }
  passTable(stream, values);
}

function passTable(stream: Stream, values: ValueCounts): void {
  const used = i32(passNumber(stream, values.table.used));
  const entries = i32(passNumber(stream, values.table.keyA.length));
  const table = stream.way === Way.read ? new Frequent(values.table.ofBytes, entries) : values.table;
  table.offset = passNumber(stream, values.table.offset);
  const room = i32(passNumber(stream, values.table.room));
  if (table.ofBytes && room !== table.room) makeRoom(table, room);
  table.used = used;
  passBytes(stream, changetype<usize>(table.keyA), used << 2);
  passBytes(stream, changetype<usize>(table.keyB), used << 2);
  passBytes(stream, changetype<usize>(table.counts), used << 3);
  if (table.ofBytes) {
    passBytes(stream, changetype<usize>(table.previews), used * table.room);
    passBytes(stream, changetype<usize>(table.lengths), used << 2);
  }
  if (stream.way === Way.read) reindex(table);
  values.table = table;
}
