// One jest configuration for every package. Tests import the package's own sources;
// other packages of the house come as users get them, from their built dist folder.
const { runsGoldenTests } = require('./shared-folder.cjs');

// Jest's sandbox looks each global up by name, at every use: as arguments of every module those of
// inner loops cost nothing (checkpoints are converted in half the time, tfjs's cpu backend is four
// times faster). None of them is replaced by a test.
const BUILT_INS = [
  ...['Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'DataView', 'Error', 'Infinity', 'JSON', 'Map'],
  ...['Math', 'Number', 'Object', 'Promise', 'RegExp', 'Set', 'String', 'Symbol', 'WeakMap'],
  ...['Int8Array', 'Int16Array', 'Int32Array', 'Uint8Array', 'Uint16Array', 'Uint32Array'],
  ...['BigInt64Array', 'BigUint64Array', 'Float32Array', 'Float64Array', 'Uint8ClampedArray'],
  ...['Atomics', 'SharedArrayBuffer', 'isNaN', 'parseInt', 'parseFloat'],
];

module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(runsGoldenTests ? [] : ['\\.golden\\.test\\.ts$']),
  ],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // Sources name each other as Node will find them, by .js; here they are still .ts.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  sandboxInjectedGlobals: BUILT_INS,
  globalSetup: require.resolve('./jest-temporary/setup.cjs'),
  globalTeardown: require.resolve('./jest-temporary/teardown.cjs'),
  setupFiles: [require.resolve('./jest-setup.cjs')],
  setupFilesAfterEnv: [require.resolve('./jest-equality.cjs')],
  reporters: ['default', require.resolve('./jest-summary.cjs')],
  maxWorkers: 2,
  testTimeout: 60_000,
};
