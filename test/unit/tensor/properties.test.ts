import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { permuted } from '../../../src/tensor/axes';
import { concatenated, reshapedTo } from '../../../src/tensor/joining';
import { matrixProduct, swapped } from '../../../src/tensor/product';
import { broadcast, compatible, type Dim, elementCount, joinShapes, type Shape } from '../../../src/tensor/shape';

const sizes = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
const shapes: fc.Arbitrary<Shape> = fc.option(fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { maxLength: 4 }));

/** A shape that is fully known, and what is left of it when some of its dimensions, or all, are forgotten. */
const forgotten: fc.Arbitrary<{ full: readonly number[]; known: Shape }> = sizes.chain(full =>
  fc
    .tuple(fc.array(fc.boolean(), { minLength: full.length, maxLength: full.length }), fc.integer({ min: 0, max: 9 }))
    .map(([keeps, luck]) => ({ full, known: luck === 0 ? null : full.map((dim, axis) => (keeps[axis] ? dim : null)) })),
);

/** Whether a fully known shape is one of those that a partly known one stands for. */
const isOneOf = (full: Shape, known: Shape): boolean => full !== null && compatible(full, known);

describe('what is known of shapes', () => {
  it('of a broadcast holds for every shape that the operands can have', () => {
    fc.assert(
      fc.property(forgotten, forgotten, (a, b) => {
        const [real, inferred] = [broadcast(a.full, b.full), broadcast(a.known, b.known)];
        // An unknown dimension beside a known one is taken for that one or 1, and may turn out not to fit; a clash that is told is one.
        if ('clash' in inferred) assert.ok('clash' in real);
        else if ('shape' in real) assert.ok(isOneOf(real.shape, inferred.shape));
      }),
    );
  });

  it('of a broadcast does not depend on the order', () => {
    fc.assert(
      fc.property(shapes, shapes, (a, b) => {
        const [one, other] = [broadcast(a, b), broadcast(b, a)];
        if ('shape' in one && 'shape' in other) assert.deepEqual(one.shape, other.shape);
        else assert.ok('clash' in one && 'clash' in other);
      }),
    );
  });

  it('of a concatenation holds for every shape that the operands can have', () => {
    const two = fc.tuple(sizes, fc.integer({ min: 0, max: 5 }), fc.infiniteStream(fc.boolean())).map(([first, size, keeps]) => {
      const second = [size, ...first.slice(1)];
      const forget = (shape: readonly number[]): readonly Dim[] => shape.map(dim => (keeps.next().value ? dim : null));
      return { first, second: first.length === 0 ? [] : second, known: [forget(first), forget(first.length === 0 ? [] : second)] };
    });
    fc.assert(
      fc.property(two, ({ first, second, known }) => {
        const [real, inferred] = [concatenated([first, second], 0), concatenated(known, 0)];
        if (first.length === 0) return;
        assert.ok(Array.isArray(real) && Array.isArray(inferred) && isOneOf(real, inferred));
        assert.equal(real[0], (first[0] ?? 0) + (second[0] ?? 0));
      }),
    );
  });

  it('of either of two shapes fits both', () => {
    fc.assert(
      fc.property(forgotten, forgotten, (a, b) => {
        const joined = joinShapes(a.known, b.known);
        assert.ok(isOneOf(a.full, joined) && isOneOf(b.full, joined));
      }),
    );
  });

  it('a reshape keeps the number of elements, and a dimension that follows from the others is found', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }), fc.nat(), (full, at) => {
        const axis = at % full.length;
        const holed = full.map((dim, index) => (index === axis ? -1 : dim));
        assert.deepEqual(reshapedTo([elementCount(full)], holed), full);
        assert.deepEqual(
          reshapedTo(
            [elementCount(full)],
            full.map((dim, index) => (index === axis ? null : dim)),
          ),
          full,
        );
      }),
    );
  });

  it('an order and its inverse give the shape back', () => {
    const ordered = sizes.chain(full =>
      fc.tuple(fc.constant(full), fc.shuffledSubarray([...full.keys()], { minLength: full.length, maxLength: full.length })),
    );
    fc.assert(
      fc.property(ordered, ([full, order]) => {
        const inverse = full.map((_, axis) => order.indexOf(axis));
        const there = permuted(full, order);
        assert.ok(Array.isArray(there));
        assert.deepEqual(permuted(there, inverse), full);
      }),
    );
  });

  it('a product of matrices, transposed, is the product of the transposed in the other order', () => {
    const matrices = fc.tuple(sizes, ...Array.from({ length: 3 }, () => fc.option(fc.integer({ min: 1, max: 5 }))));
    fc.assert(
      fc.property(matrices, ([batch, rows, inner, columns]) => {
        const [a, b] = [
          [...batch, rows, inner],
          [...batch, inner, columns],
        ];
        const product = matrixProduct(a, b);
        assert.deepEqual(product, [...batch, rows, columns]);
        assert.deepEqual(matrixProduct(swapped(b), swapped(a)), swapped(product as Shape));
      }),
    );
  });
});
