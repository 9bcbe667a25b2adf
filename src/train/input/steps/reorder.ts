import type { DatasetPlan } from '../../../plan/plan';
import { mixSeeds, seededRandom } from '../../random';
import type { Element } from '../array';
import { CHUNK_ELEMENTS, type Dataset, type DatasetStep } from '../dataset';

/**
 * tf.data's shuffle: a buffer is filled, then a random place of it is given out and refilled with the next element. A new order every epoch unless
 * `reshuffle_each_iteration=False`.
 */
export const shuffle: DatasetStep<Extract<DatasetPlan, { op: 'shuffle' }>> = (plan, build, { seed }) => {
  const input = build(plan.input);
  const base = plan.seed ?? seed ?? Math.floor(Math.random() * 2 ** 31);
  let iteration = 0;
  return {
    size: input.size,
    async *chunks() {
      const random = seededRandom(mixSeeds(base, seed ?? 0, plan.reshuffle ? iteration++ : 0));
      const buffer: Element[] = [];
      for await (const chunk of input.chunks()) {
        const out: Element[] = [];
        for (const element of chunk) {
          if (buffer.length < plan.buffer) {
            buffer.push(element);
            continue;
          }
          const place = Math.floor(random() * buffer.length);
          out.push(buffer[place] as Element);
          buffer[place] = element;
        }
        if (out.length > 0) yield out;
      }
      while (buffer.length > 0) {
        const out: Element[] = [];
        while (out.length < CHUNK_ELEMENTS && buffer.length > 0) {
          const place = Math.floor(random() * buffer.length);
          out.push(buffer[place] as Element);
          buffer[place] = buffer.at(-1) as Element;
          buffer.pop();
        }
        yield out;
      }
    },
  };
};

/** `repeat(count)`; without a count, for ever. An empty input ends at once. */
export const repeatStep: DatasetStep<Extract<DatasetPlan, { op: 'repeat' }>> = (plan, build) => {
  const input = build(plan.input);
  const endless = plan.count === null || plan.count < 0;
  const size = endless ? Number.POSITIVE_INFINITY : input.size === undefined ? undefined : input.size * (plan.count as number);
  return {
    size,
    async *chunks() {
      for (let pass = 0; endless || pass < (plan.count as number); pass++) {
        let empty = true;
        for await (const chunk of input.chunks()) {
          empty &&= chunk.length === 0;
          yield chunk;
        }
        if (empty) return;
      }
    },
  };
};

/** `take(count)`, `skip(count)`; a negative count takes all, or skips all. */
export const takeOrSkip: DatasetStep<Extract<DatasetPlan, { op: 'take' | 'skip' }>> = (plan, build) => {
  const input = build(plan.input);
  const count = plan.count < 0 ? Number.POSITIVE_INFINITY : plan.count;
  const { size } = input;
  return plan.op === 'take'
    ? { size: size === undefined ? undefined : Math.min(size, count), chunks: () => takeChunks(input, count) }
    : { size: size === undefined ? undefined : Math.max(0, size - count), chunks: () => skipChunks(input, count) };
};

async function* takeChunks(input: Dataset, count: number): AsyncGenerator<Element[], void, void> {
  let left = count;
  if (left === 0) return;
  for await (const chunk of input.chunks()) {
    yield chunk.length <= left ? chunk : chunk.slice(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

async function* skipChunks(input: Dataset, count: number): AsyncGenerator<Element[], void, void> {
  let left = count;
  for await (const chunk of input.chunks()) {
    if (left < chunk.length) yield left > 0 ? chunk.slice(left) : chunk;
    left = Math.max(0, left - chunk.length);
  }
}

/** `shard(num_shards, index)`: each `num_shards`-th element, from number `index` on. */
export const shardStep: DatasetStep<Extract<DatasetPlan, { op: 'shard' }>> = (plan, build) => {
  const input = build(plan.input);
  const { count, index } = plan;
  return {
    size: input.size === undefined ? undefined : Math.max(0, Math.ceil((input.size - index) / count)),
    async *chunks() {
      let before = 0;
      for await (const chunk of input.chunks()) {
        const own = chunk.filter((_, place) => (before + place) % count === index);
        before += chunk.length;
        if (own.length > 0) yield own;
      }
    },
  };
};

/** `concatenate`: one after the other. `zip`: tuples, as long as the shortest. */
export const joinStep: DatasetStep<Extract<DatasetPlan, { op: 'concatenate' | 'zip' }>> = (plan, build) => {
  const inputs = plan.inputs.map(input => build(input));
  const sizes = inputs.map(input => input.size);
  const known = sizes.every(size => size !== undefined) ? (sizes as number[]) : undefined;
  if (plan.op === 'concatenate') {
    return {
      size: known?.reduce((sum, size) => sum + size, 0),
      async *chunks() {
        for (const input of inputs) yield* input.chunks();
      },
    };
  }
  return { size: known && Math.min(...known), chunks: () => zipChunks(inputs) };
};

async function* zipChunks(inputs: Dataset[]): AsyncGenerator<Element[], void, void> {
  const iterators = inputs.map(input => input.chunks());
  const waiting: Element[][] = inputs.map(() => []);
  try {
    for (;;) {
      for (const [i, iterator] of iterators.entries()) {
        while (waiting[i]?.length === 0) {
          const next = await iterator.next();
          if (next.done) return;
          waiting[i] = [...next.value];
        }
      }
      const count = Math.min(...waiting.map(chunk => chunk.length));
      const taken = waiting.map(chunk => chunk.splice(0, count));
      yield Array.from({ length: count }, (_, row) => taken.map(chunk => chunk[row] as Element));
    }
  } finally {
    await Promise.all(iterators.map(iterator => iterator.return()));
  }
}
