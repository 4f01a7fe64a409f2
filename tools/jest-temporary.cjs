// Jest's global setup: tests and whatever they start write temporary files into one folder of the
// run, which goes when the run ends. Workers are started after this and inherit it. Jest's own
// cache stays in the system's folder: its place is settled with the configuration, before this.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = () => {
  // A short name: Chromium's sockets lie below, and the path of a socket has about 100 characters.
  const folder = mkdtempSync(join(tmpdir(), 'jest-'));
  Object.assign(process.env, { TMPDIR: folder, TMP: folder, TEMP: folder });
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
};
