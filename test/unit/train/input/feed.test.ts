import * as assert from 'node:assert/strict';
import { arrayOfLiteral, NdArray } from '../../../../src/train/input/array';
import { type Dataset, expandChunks } from '../../../../src/train/input/dataset';
import { BatchFeed } from '../../../../src/train/input/feed';

/** A dataset of the numbers below `count`, in chunks of two; tells how many passes were begun and ended. */
function numbers(count: number, size?: number): Dataset & { begun: number; ended: number } {
  const dataset = {
    begun: 0,
    ended: 0,
    ...(size !== undefined && { size }),
    async *chunks() {
      dataset.begun++;
      try {
        for (let at = 0; at < count; at += 2) yield [at, at + 1].filter(one => one < count).map(one => arrayOfLiteral(one));
      } finally {
        dataset.ended++;
      }
    },
  };
  return dataset;
}

const numberOf = (element: unknown): number | undefined => (element instanceof NdArray ? Number(element.data[0]) : undefined);

/** Takes elements until there are none, or so many. */
async function taken(feed: BatchFeed, most: number): Promise<(number | undefined)[]> {
  const found: (number | undefined)[] = [];
  while (found.length < most) {
    const element = await feed.next();
    if (element === undefined) break;
    found.push(numberOf(element));
  }
  return found;
}

describe('a feed', () => {
  it('makes a pass of its own for each epoch', async () => {
    const data = numbers(3);
    const feed = new BatchFeed(data, null);
    for (const _ of [1, 2]) {
      feed.startEpoch();
      assert.deepEqual(await taken(feed, 9), [0, 1, 2]);
    }
    assert.equal(data.begun, 2);
  });

  it('goes on where the epoch before ended, with a fixed number of steps', async () => {
    const data = numbers(5);
    const feed = new BatchFeed(data, 2);
    const epochs: unknown[] = [];
    for (const _ of [1, 2, 3]) {
      feed.startEpoch();
      epochs.push(await taken(feed, 2));
    }
    assert.deepEqual([epochs, data.begun], [[[0, 1], [2, 3], [4]], 1]);
  });

  it('shows its first element without taking it', async () => {
    const data = numbers(3);
    const feed = new BatchFeed(data, null);
    assert.equal(numberOf(await feed.peek()), 0);
    feed.startEpoch();
    assert.deepEqual(await taken(feed, 9), [0, 1, 2]);
    assert.equal(data.begun, 1, 'what was looked at belongs to the first pass');
    assert.equal(await new BatchFeed(numbers(0), null).peek(), undefined);
  });

  it('has a size where one is known', () => {
    assert.deepEqual(
      [numbers(3), numbers(3, 3), numbers(3, Number.POSITIVE_INFINITY)].map(data => new BatchFeed(data, null).size),
      [null, 3, null],
    );
  });

  it('ends its pass when it is closed', async () => {
    const data = numbers(5);
    const feed = new BatchFeed(data, null);
    await feed.next();
    await feed.close();
    assert.deepEqual([data.begun, data.ended], [1, 1]);
    assert.equal(numberOf(await feed.next()), 0, 'another pass begins');
  });
});

describe('chunks of elements', () => {
  it('hand over what lies before an error, then the error', async () => {
    const found: (number | undefined)[][] = [];
    const failing = expandChunks(numbers(6), (element, out) => {
      if (numberOf(element) === 3) throw new Error('three');
      out.push(element, element);
    });
    await assert.rejects(async () => {
      for await (const chunk of failing) found.push(chunk.map(numberOf));
    }, /^Error: three$/);
    assert.deepEqual(found, [
      [0, 0, 1, 1],
      [2, 2],
    ]);
  });

  it('are left out where nothing is left of them', async () => {
    const sizes: number[] = [];
    for await (const chunk of expandChunks(numbers(4), (element, out) => numberOf(element) === 3 && out.push(element)))
      sizes.push(chunk.length);
    assert.deepEqual(sizes, [1]);
  });
});
