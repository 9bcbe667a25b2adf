// `npm run package`: the VSIX of this platform, from minified bundles. Says what it weighs unpacked; the bar is 8 MB without the native engine.
import { cpSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { quietly } from './setup/command.mjs';
import { root } from './setup/paths.mjs';

const BAR = 8_000_000;

rmSync(join(root, 'dist'), { recursive: true, force: true });
await quietly(process.execPath, ['tools/build.mjs', '--production'], { cwd: root, shell: false });
// The command line is for clones, and the kernel is in the bundles.
for (const file of ['cli.js', 'kernel.wasm']) rmSync(join(root, 'dist', file));
// The one native package: beside the bundles, where they look for it first. Its loader, and the binary of this platform.
cpSync(join(root, 'node_modules', '@node-rs'), join(root, 'dist', 'node_modules', '@node-rs'), { recursive: true });

const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
const bytes = files.reduce((total, file) => total + statSync(join(root, file)).size, 0);
// The pictures of the README are in the package, so its links stay as they are.
await createVSIX({ cwd: root, dependencies: false, rewriteRelativeLinks: false, packagePath: join(root, 'tensorscope.vsix') });
console.log(`tensorscope.vsix: ${files.length} files, ${(bytes / 1e6).toFixed(2)} MB unpacked; bar ${BAR / 1e6} MB`);
process.exitCode = bytes < BAR ? 0 : 1;
