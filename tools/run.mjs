// What `npm run demo`, `npm start`, `npm test`, `npm run abuse` and `npm run bench` call, as the first command of a fresh clone or any later one:
// does the set-up that is still missing, then the task. Everything imported here runs on Node.js alone.
import { CommandFailed } from './setup/command.mjs';
import { base, setUp } from './setup/steps.mjs';
import { editorStep, startsWithoutDesktop } from './vscode/editor-steps.mjs';

/** Every task: what it cannot do without, and the module that does it (imported when its packages are there). */
const tasks = {
  demo: { steps: () => base, load: () => import('./tasks/demo.mjs') },
  start: { steps: () => (startsWithoutDesktop() ? [...base, editorStep('newest')] : base), load: () => import('./tasks/start.mjs') },
  test: { steps: () => base, load: () => import('./tasks/test.mjs') },
  abuse: { steps: () => base, load: () => import('./tasks/abuse.mjs') },
  bench: { steps: () => base, load: () => import('./tasks/bench.mjs') },
};

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node.js 20.19 or later is needed; this is ${process.version}.`);
  process.exit(2);
}

const [name, ...args] = process.argv.slice(2);
const task = tasks[name];
if (!task) {
  console.error(`usage: node tools/run.mjs ${Object.keys(tasks).join('|')}`);
  process.exit(2);
}
try {
  await setUp(task.steps());
  const { main } = await task.load();
  process.exitCode = await main(args);
} catch (error) {
  // A failed command says all there is to say; anything else is a mistake of ours and shows where.
  console.error(error instanceof CommandFailed ? error.message : error);
  // Tests that could not even start are a failure too, said the way that a caller looks for.
  if (name === 'test') console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}
