import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbench, type Workbench } from '../../tools/vscode/workbench.mjs';
import { inProject } from '../root';

/** Where the tests leave what the window looked like: at their end, and whenever one failed. */
const pictures = inProject('out/pictures');

/** A picture of the window under a name. */
export async function takePicture(workbench: Workbench, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await workbench.page.screenshot({ path: join(pictures, `${name.replace(/\W+/g, '-')}.png`) });
}

/** Opens a window before the tests of a `describe` and closes it after them. Returns where to find it meanwhile. */
export function useWindow(options: Parameters<typeof openWorkbench>[0] = {}): () => Workbench {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await openWorkbench(options);
  });
  afterEach(async function () {
    if (workbench && this.currentTest?.state === 'failed') await takePicture(workbench, `failed-${this.currentTest.fullTitle()}`);
  });
  after(() => workbench?.close());
  return () => {
    if (!workbench) throw new Error('The window is open only while tests run.');
    return workbench;
  };
}
