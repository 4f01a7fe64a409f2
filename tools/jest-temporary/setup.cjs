// Jest's global setup: tests and whatever they start write temporary files into one folder of the
// run, which teardown.cjs removes. Workers are started after this and inherit it. Jest's own cache
// stays in the system's folder: its place is settled with the configuration, before this.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const NAMES = ['TMPDIR', 'TMP', 'TEMP'];

module.exports = () => {
  const before = NAMES.map((name) => process.env[name]);
  // A short name: Chromium's sockets lie below, and the path of a socket has about 100 characters.
  const folder = mkdtempSync(join(tmpdir(), 'jest-'));
  for (const name of NAMES) process.env[name] = folder;
  // In watch mode each run has a folder of its own.
  globalThis.removeTemporary = () => {
    for (const [i, name] of NAMES.entries()) {
      if (before[i] === undefined) delete process.env[name];
      else process.env[name] = before[i];
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
};
