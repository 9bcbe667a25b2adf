// Preloaded into a run of the tests: the one file that TENSORSCOPE_MUTANT names is read as its mutant. Nothing is written.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const { path, start, end, text } = JSON.parse(process.env.TENSORSCOPE_MUTANT);
const read = fs.readFileSync;
fs.readFileSync = (name, options) => {
  if (name !== path) return read(name, options);
  const source = read(path, 'utf8');
  return source.slice(0, start) + text + source.slice(end);
};
syncBuiltinESMExports();
