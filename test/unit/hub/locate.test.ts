import { strict as assert } from 'node:assert';
import { parseHandle } from '../../../src/hub/handle';
import { type Place, placesOf } from '../../../src/hub/locate';
import { moduleOf } from '../../../src/hub/module';

const nnlm = { owner: 'google', model: 'nnlm', framework: 'tensorFlow2', variation: 'en-dim50', version: 1 };
const kagglehub = { kind: 'kagglehub', model: nnlm } as const;
const kagglePage = (form: string): Place[] => [
  {
    kind: 'tfhub',
    spellings: ['https://www.', 'https://', 'http://www.', 'http://'].map(head => `${head}kaggle.com/models/google/nnlm/${form}`),
  },
  kagglehub,
];
const folder = (path: string): Place => ({ kind: 'folder', path });

describe('the places where a module may lie', () => {
  const cases: { [handle: string]: Place[] } = {
    'https://tfhub.dev/google/elmo/3': [
      { kind: 'tfhub', spellings: ['https://tfhub.dev/google/elmo/3', 'http://tfhub.dev/google/elmo/3'] },
    ],
    'https://tfhub.dev/google/elmo/3?tf-hub-format=compressed': [
      {
        kind: 'tfhub',
        spellings: [
          'https://tfhub.dev/google/elmo/3?tf-hub-format=compressed',
          'https://tfhub.dev/google/elmo/3',
          'http://tfhub.dev/google/elmo/3',
        ],
      },
    ],
    'https://www.kaggle.com/models/google/nnlm/tensorFlow2/en-dim50/1': kagglePage('tensorFlow2/en-dim50/1'),
    'https://www.kaggle.com/models/google/nnlm/frameworks/tensorFlow2/variations/en-dim50/versions/1': kagglePage(
      'frameworks/tensorFlow2/variations/en-dim50/versions/1',
    ),
    'kaggle://google/nnlm/tensorFlow2/en-dim50/1': [kagglehub],
    'google/nnlm/tensorFlow2/en-dim50/1': [folder('google/nnlm/tensorFlow2/en-dim50/1'), kagglehub],
    'google/nnlm/tensorFlow2/en-dim50': [
      folder('google/nnlm/tensorFlow2/en-dim50'),
      { kind: 'kagglehub', model: { ...nnlm, version: null } },
    ],
    'https://example.com/mine.tar.gz': [
      { kind: 'tfhub', spellings: ['https://example.com/mine.tar.gz', 'http://example.com/mine.tar.gz'] },
    ],
    'models/mine': [folder('models/mine')],
    '/models/with space': [folder('/models/with space')],
    'C:\\models\\mine': [folder('C:\\models\\mine')],
    'file:///models/with%20space': [folder('/models/with space')],
    'file:///C:/models/mine': [folder('C:/models/mine')],
  };
  for (const [handle, places] of Object.entries(cases)) it(handle, () => assert.deepEqual(placesOf(handle), places));

  const refused: { [handle: string]: RegExp } = {
    'gs://tfhub-modules/google/elmo/3': /Google Cloud Storage/,
    's3://bucket/module': /bucket/,
    'hdfs://host/module': /distributed file system/,
    'ftp://host/module': /starts with ftp:/,
    'kaggle://google/nnlm': /kaggle:\/\/OWNER\/MODEL/,
    'file://models/mine': /three slashes/,
    'file:///%E0%A4%A': /malformed/,
  };
  for (const [handle, reason] of Object.entries(refused))
    it(`${handle} is refused with a reason`, () => {
      const places = placesOf(handle);
      assert.ok('refused' in places);
      assert.match(places.refused, reason);
    });
});

describe('a handle of Kaggle', () => {
  for (const handle of [
    'https://www.kaggle.com/models/google/elmo/tensorFlow1/elmo/3',
    'https://kaggle.com/models/google/elmo/frameworks/TensorFlow1/variations/elmo/versions/3?tfhub-redirect=true',
    'kaggle://google/elmo/tensorFlow1/elmo',
  ])
    it(`${handle} names what tfhub.dev has as google/elmo`, () => {
      assert.equal(parseHandle(handle)?.framework, 'tf1');
      assert.deepEqual(moduleOf(handle)?.input, { shape: [null], dtype: 'string' });
    });
});
