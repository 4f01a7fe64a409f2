// Golden data too large for the repository lies in a folder `shared` beside the clone, or where
// MOBILENEXT_SHARED points. `*.golden.test.ts` are run only where it exists.
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');

const folder = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '..', '..', 'shared');

module.exports = { folder, hasGoldenData: existsSync(join(folder, 'golden')) };
