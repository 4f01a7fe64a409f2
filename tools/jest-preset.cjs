// One jest configuration for every package. Tests import the package's own sources;
// other packages of the house come as users get them, from their built dist folder.
const { hasGoldenData } = require('./shared-folder.cjs');

module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(hasGoldenData ? [] : ['\\.golden\\.test\\.ts$'])],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // Sources name each other as Node will find them, by .js; here they are still .ts.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: [require.resolve('./jest-setup.cjs')],
  reporters: ['default', require.resolve('./jest-summary.cjs')],
  // Turbo runs two packages side by side, each in one process; alone, a package takes two.
  maxWorkers: process.env.TURBO_HASH ? 1 : 2,
  testTimeout: 60_000,
};
