import assert from 'node:assert/strict';
import {
  canTrain,
  describeDevices,
  describePython,
  type PythonDescription,
  shortVersion,
} from '../../../../src/engine/python/describe-python';
import { inProject } from '../../../root';

const question = {
  script: inProject('media/python/describe_python.py'),
  interpreter: process.platform === 'win32' ? 'python' : 'python3',
  environment: { PYTHONPATH: inProject('test/data/python/site-packages'), KERAS_BACKEND: 'jax' },
};

describe('what a Python says of itself', () => {
  it('has its version, its libraries and the backend of Keras', async () => {
    const described = await describePython(question);
    assert.match(described.version, /^3\.\d+\.\d+$/);
    assert.equal(shortVersion(described), described.version.split('.').slice(0, 2).join('.'));
    assert.ok(described.packages.keras !== undefined, 'the stand-in is seen');
    assert.equal(described.backend, 'jax');
    assert.equal(described.devices, undefined);
  });

  it('asks the backend for its devices', async () => {
    const { devices } = await describeDevices(question);
    assert.deepEqual(devices, ['GPU:0', 'GPU:1']);
  });

  it('is why it does not run where it does not', async () => {
    await assert.rejects(describePython({ ...question, interpreter: '/nonexistent/python' }), /program "\/nonexistent\/python" not found/);
    await assert.rejects(describePython({ ...question, interpreter: process.execPath }), /exit code 1/);
  });

  const cases: [packages: PythonDescription['packages'], able: boolean][] = [
    [{}, false],
    [{ keras: '3.1.0' }, false],
    [{ keras: '3.1.0', torch: '2.4.0' }, true],
    [{ tensorflow: '2.15.0' }, true],
    [{ keras: '3.1.0', tensorflow: null }, true],
    [{ torch: '2.4.0', jax: '0.4.0' }, false],
  ];
  for (const [packages, able] of cases) {
    it(`${able ? 'can' : 'cannot'} train with ${JSON.stringify(packages)}`, () =>
      assert.equal(canTrain({ version: '3.12.0', packages, backend: 'tensorflow' }), able));
  }
});
