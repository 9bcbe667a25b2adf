import * as assert from 'node:assert/strict';
import type { ModelPlan } from '../../../src/plan/plan';
import { type PlanReading, readPlans } from '../../../src/plan/read';
import { reading } from '../check/reading';

/** Reads the plan of a program whose `model` is trained on pairs of a dictionary of inputs, or one input, and a class. */
async function planOf(model: string, features = 'e["a"]'): Promise<PlanReading> {
  const source = `def parse(proto):
  e = tf.io.parse_single_example(proto, {"a": tf.io.FixedLenFeature([6, 4], tf.float32), "b": tf.io.FixedLenFeature([6, 4], tf.float32), "y": tf.io.FixedLenFeature([], tf.int64)})
  return ${features}, e["y"]
data = tf.data.TFRecordDataset(["a.tfrecord"]).map(parse).batch(8)
${model}
model.compile(optimizer="adam", loss="mse")
model.fit(data)
`;
  return readPlans(await reading(source), 'main.py');
}

async function modelOf(model: string, features?: string): Promise<ModelPlan> {
  const { plans, refusals } = await planOf(model, features);
  assert.deepEqual(refusals, []);
  assert.ok(plans[0]);
  return plans[0].model;
}

/** Nodes of a graph: what each is, and what it gets. */
const nodesOf = ({ nodes }: ModelPlan): unknown[] =>
  nodes.map(node => ('name' in node ? ['input', node.name] : 'layer' in node ? [node.layer, node.args] : [node.op, node.args]));

describe('the model of a plan', () => {
  it('of layers behind each other is a chain from one input', async () => {
    const plan = await modelOf(
      'model = keras.Sequential([layers.Input((6, 4)), layers.Flatten(name="flat"), layers.Dense(3, "relu", name="head")], name="m")',
    );
    assert.deepEqual([plan.kind, plan.name, plan.inputs, plan.outputs], ['sequential', 'm', { leaf: { node: 0 } }, { leaf: { node: 2 } }]);
    assert.deepEqual(nodesOf(plan), [
      ['input', 'input'],
      ['flat', { inputs: { node: 0 } }],
      ['head', { inputs: { node: 1 } }],
    ]);
    assert.deepEqual(
      plan.layers.map(({ class: kind, name, config, site }) => [kind, name, config, site.line]),
      [
        ['Flatten', 'flat', {}, 6],
        ['Dense', 'head', { units: 3, activation: 'relu' }, 6],
      ],
    );
    assert.deepEqual(
      plan.nodes.map(node => 'spec' in node && node.spec),
      [
        { shape: [null, 6, 4], dtype: 'float32' },
        { leaf: { shape: [null, 24], dtype: 'float32' } },
        { leaf: { shape: [null, 3], dtype: 'float32' } },
      ],
    );
  });

  it('without an input gets what the data are', async () => {
    const plan = await modelOf('model = keras.Sequential([layers.Flatten(name="flat"), layers.Dense(3, name="head")])');
    assert.deepEqual(plan.nodes[0] && 'spec' in plan.nodes[0] && plan.nodes[0].spec, { shape: [null, 6, 4], dtype: 'float32' });
  });

  it('gives a layer its second tensor as its second input, and the rest by name', async () => {
    const plan = await modelOf(
      'a = keras.Input((6, 4), name="a")\nb = keras.Input((6, 4), name="b")\nat = layers.MultiHeadAttention(2, 2, name="at")\nmodel = keras.Model({"a": a, "b": b}, layers.Flatten(name="flat")(at(a, b, use_causal_mask=True)))',
      '{"a": e["a"], "b": e["b"]}',
    );
    assert.deepEqual(nodesOf(plan), [
      ['input', 'a'],
      ['input', 'b'],
      ['at', { inputs: { node: 0 }, input_2: { node: 1 }, use_causal_mask: { value: true } }],
      ['flat', { inputs: { node: 2 } }],
    ]);
    assert.deepEqual(plan.inputs, { entries: { a: { leaf: { node: 0 } }, b: { leaf: { node: 1 } } } });
  });

  it('joins tensors as they are given, and calls a shared layer each time', async () => {
    const plan = await modelOf(
      'a = keras.Input((6, 4), name="a")\nshared = layers.Dense(2, name="shared")\nmodel = keras.Model(a, layers.Concatenate(name="both")([shared(a), shared(a) * 2.0]))',
    );
    assert.deepEqual(nodesOf(plan), [
      ['input', 'a'],
      ['shared', { inputs: { node: 0 } }],
      ['shared', { inputs: { node: 0 } }],
      ['operator.mul', { a: { node: 2 }, b: { value: 2 } }],
      ['both', { inputs: { items: [{ node: 1 }, { node: 3 }] } }],
    ]);
    assert.deepEqual(plan.layers.map(({ name }) => name).sort(), ['both', 'shared']);
    assert.deepEqual(plan.outputs, { leaf: { node: 4 } });
  });

  it('takes an item of what a layer gave by its path', async () => {
    const plan = await modelOf(
      'a = keras.Input((6, 4), name="a")\nsequence, state = layers.GRU(2, return_sequences=True, return_state=True, name="gru")(a)\nmodel = keras.Model(a, layers.Dense(1, name="head")(state))',
    );
    assert.deepEqual(nodesOf(plan), [
      ['input', 'a'],
      ['gru', { inputs: { node: 0 } }],
      ['head', { inputs: { node: 1, path: [1] } }],
    ]);
  });

  it('has its outputs in the structure that the program gives them', async () => {
    const plan = await modelOf(
      'a = keras.Input((6, 4), name="a")\nmodel = keras.Model(a, {"p": layers.Dense(1, name="p")(a), "q": layers.Dense(2, name="q")(a)})',
    );
    assert.deepEqual(plan.outputs, { entries: { p: { leaf: { node: 1 } }, q: { leaf: { node: 2 } } } });
  });
});
