import { parseKaggle } from '../../hub/handle';
import type { HubModule } from '../../hub/module';
import { asString } from '../../values/read';
import { before } from '../core/edits';
import { type Details, fail } from '../core/report';
import type { Call } from '../core/rule';
import { writtenTo } from '../models/saved/written';
import { entryAt } from '../system/paths';

/** Reports a handle that hub.load and hub.KerasLayer cannot load, and a module whose operations nobody has registered. */
export function checkHandle(call: Call, module: HubModule | undefined): void {
  const handle = asString(call.args.get('handle'));
  if (handle === undefined || writtenTo(call, handle) !== undefined) return;
  const span = call.args.spanOf('handle');
  if (module?.problem !== undefined) {
    fail(call, 'hub-handle', module.problem, { span, level: 'warning' });
    return;
  }
  const why = whyNoHandle(call, handle);
  if (why !== undefined) fail(call, 'hub-handle', why.message, { span, ...why.details });
  else if (module?.needs !== undefined) checkPackage(call, handle, module.needs);
}

/** What TensorFlow Hub takes for a folder, and nobody has such a folder; or the address of another program. */
function whyNoHandle({ context, session, args }: Call, handle: string): { message: string; details?: Details } | undefined {
  if (/^kaggle:\/\//i.test(handle))
    return {
      message: `${handle} is a handle for Keras; TensorFlow Hub does not read it. Load the folder that kagglehub.model_download gives. TensorFlow: "File system scheme 'kaggle' not implemented".`,
    };
  const isAddress = /^(www\.)?(tfhub\.dev|kaggle\.com\/models)\//i.test(handle);
  if (!isAddress && parseKaggle(handle) === undefined) return undefined;
  if (entryAt(session.workspace, handle) !== null) return undefined;
  const missing = `TensorFlow Hub takes it for a folder: "${handle} does not exist."`;
  if (!isAddress)
    return { message: `${handle} is a handle for kagglehub. Load the folder that kagglehub.model_download("${handle}") gives. ${missing}` };
  const span = args.spanOf('handle');
  const text = context.textAt(span);
  const quote = text === undefined ? undefined : /^(["'])[^"']*\1$/.exec(text)?.[1];
  const edits =
    quote === undefined ? [] : [{ span: { ...before(span), column: span.column + 1, endColumn: span.column + 1 }, text: 'https://' }];
  return {
    message: `The handle ${handle} lacks https:// in front. ${missing}`,
    details: edits.length > 0 ? { fixes: [{ title: 'Put https:// in front', edits }] } : {},
  };
}

/** Packages that bring no operations of TensorFlow with them. Any other one may import the package that does. */
const WITHOUT_OPS = new Set(
  (
    'numpy pandas matplotlib seaborn plotly scipy PIL cv2 skimage imageio tqdm requests yaml kagglehub tensorflow_datasets nltk bs4 joblib __future__ ' +
    'abc collections copy csv dataclasses datetime enum functools gc gzip hashlib io itertools json logging math operator os pickle platform pprint ' +
    're shutil string subprocess sys tempfile textwrap time types typing unicodedata urllib uuid warnings zipfile'
  ).split(' '),
);

function checkPackage(call: Call, handle: string, needs: string): void {
  const { imported } = call.session;
  if (![...imported].every(name => WITHOUT_OPS.has(name))) return;
  const advice = needs === '' ? 'Import the package that has them' : `Import ${needs}`;
  fail(
    call,
    'hub-unavailable-ops',
    `${handle} uses operations that TensorFlow itself does not have. ${advice} before the module is loaded. TensorFlow: "Op type not registered".`,
    { span: call.args.spanOf('handle'), level: 'warning' },
  );
}
