import * as assert from 'node:assert/strict';
import { versionInstalled, versionRequired } from '../../../src/common/keras-version';

const installed: readonly [string[], string | undefined][] = [
  [['keras-3.15.0.dist-info', 'tensorflow-2.21.0.dist-info'], '3'],
  [['keras-2.15.0.dist-info', 'tensorflow-2.15.1.dist-info'], '2'],
  [['tensorflow_cpu-2.16.1.dist-info'], '3'],
  [['tensorflow-2.9.0.dist-info'], '2'],
  [['tf_keras-2.21.0.dist-info', 'Keras-3.0.5.dist-info'], '3'],
  [['keras_tuner-1.4.0.dist-info', 'tensorflow_metadata-1.0.0.dist-info', 'numpy-2.0.0.dist-info'], undefined],
];

const required: readonly [string, string | undefined][] = [
  ['numpy\ntensorflow==2.15.0\n', '2'],
  ['tensorflow==2.16', '3'],
  ['tensorflow<2.16', '2'],
  ['tensorflow <= 2.15', '2'],
  ['tensorflow<3', undefined],
  ['tensorflow>=2.16', '3'],
  ['tensorflow>=2.8,<2.12', '2'],
  ['tensorflow~=2.15.0', '2'],
  ['[tool.poetry.dependencies]\ntensorflow = "~2.11"', '2'],
  ['[tool.poetry.dependencies]\nkeras = { version = "^3.0" }', '3'],
  ['[project]\ndependencies = ["numpy>=1", "tensorflow==2.13.1"]', '2'],
  ['dependencies:\n  - python=3.9\n  - tensorflow=2.10\n', '2'],
  ['[[package]]\nname = "keras"\nversion = "3.8.0"\n[[package]]\nname = "tensorflow"\nversion = "2.15.0"', '3'],
  ['{"default": {"tensorflow": {"hashes": ["sha256:1"], "version": "==2.9.1"}}}', '2'],
  ['install_requires=["tensorflow-gpu==1.15"]', '2'],
  ['keras<3', '2'],
  ['keras~=3.1', '3'],
  ['tensorflow[and-cuda]==2.14.*', '2'],
  ['tensorflow>=2.10', undefined],
  ['tensorflow-hub==0.16.1\ntf-keras==2.15', undefined],
  ['# tensorflow==2.1', undefined],
];

describe('the Keras of a workspace', () => {
  for (const [folders, expected] of installed)
    it(`${folders.join(', ')}: ${expected ?? 'not known'}`, () => assert.equal(versionInstalled(folders), expected));
  for (const [text, expected] of required)
    it(`${JSON.stringify(text)}: ${expected ?? 'not known'}`, () => assert.equal(versionRequired(text), expected));
});
