// Golden data too large for the repository lies in a folder `shared` beside the clone, or where
// MOBILENEXT_SHARED points. `*.golden.test.ts` are run only where it exists, and not with
// MOBILENEXT_GOLDEN=0.
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');

const folder = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '..', '..', 'shared');

const isWanted = process.env.MOBILENEXT_GOLDEN !== '0';

module.exports = { folder, runsGoldenTests: isWanted && existsSync(join(folder, 'golden')) };
