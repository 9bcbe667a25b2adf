import assert from 'node:assert/strict';
import { planOf } from './program';

const said = (what: string): string => `A mask that reaches ${what} cannot be trained from the editor yet; leave out mask_zero or Masking.`;
const after = (layer: string): string => `${layer} after a mask cannot be trained from the editor yet; leave out mask_zero or Masking.`;

/** Where the mask of `m` goes, and what is said of it; undefined: it is used, or there is none. */
const cases: readonly [makes: string, output: string, message: string | undefined][] = [
  ['Embedding(5, 4, mask_zero=True)', 'm', said('the loss')],
  ['Embedding(5, 4, mask_zero=False)', 'm', undefined],
  ['Embedding(5, 4)', 'm', undefined],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Dense(3)(m)', said('the loss')],
  ['Embedding(5, 4, mask_zero=True)', 'layers.LSTM(3)(m)', undefined],
  ['Embedding(5, 4, mask_zero=True)', 'layers.LSTM(3, return_sequences=False)(m)', undefined],
  ['Embedding(5, 4, mask_zero=True)', 'layers.GRU(3, return_sequences=True)(m)', said('the loss')],
  ['Embedding(5, 4)', 'layers.GRU(3, return_sequences=True)(m)', undefined],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Bidirectional(layers.LSTM(3))(m)', undefined],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Bidirectional(layers.LSTM(3, return_sequences=True))(m)', said('the loss')],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Dense(3)(layers.LSTM(3)(m))', undefined],
  ['Embedding(5, 4, mask_zero=True)', 'layers.SimpleRNN(3)(layers.Dropout(0.5)(m))', undefined],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Reshape((24,))(layers.SpatialDropout1D(0.5)(m))', after('Reshape')],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Reshape((24,))(layers.Activation("relu")(m))', after('Reshape')],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Reshape((24,))(m)', after('Reshape')],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Flatten()(m)', undefined],
  ['Embedding(5, 4, mask_zero=True)', 'layers.GlobalAveragePooling1D()(m)', undefined],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Add()([m, m])', after('Add')],
  ['Embedding(5, 4, mask_zero=True)', 'layers.Add()([layers.Embedding(5, 4)(a), m])', after('Add')],
  ['Embedding(5, 4, mask_zero=True)', 'layers.LSTM(3)(m + m)', said('operator.add')],
  ['Embedding(5, 4)', 'layers.LSTM(3)(m + m)', undefined],
];

describe('a mask', () => {
  for (const [makes, output, message] of cases)
    it(`of ${makes} ${message === undefined ? 'is no obstacle' : 'is refused'} in ${output}`, async () => {
      const { refusals } = await planOf({ model: `a = keras.Input((6,))\nm = layers.${makes}(a)\nmodel = keras.Model(a, ${output})` });
      assert.deepEqual(
        refusals.map(one => one.message),
        message === undefined ? [] : [message],
      );
    });

  it('of Masking is always there', async () => {
    const { refusals } = await planOf({ model: 'a = keras.Input((6, 4))\nmodel = keras.Model(a, layers.Masking()(a))' });
    assert.deepEqual(
      refusals.map(one => one.message),
      [said('the loss')],
    );
  });
});
