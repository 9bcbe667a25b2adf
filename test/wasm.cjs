// Lets tests import WebAssembly as bundles do: as its bytes.
const { readFileSync } = require('node:fs');

require.extensions['.wasm'] = (module, path) => {
  module.exports = { __esModule: true, default: new Uint8Array(readFileSync(path)) };
};
