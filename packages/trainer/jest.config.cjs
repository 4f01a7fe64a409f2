module.exports = {
  ...require('../../tools/jest-preset.cjs'),
  rootDir: __dirname,
  // Jest's sandbox looks each global up by name, and tfjs's cpu backend names these two in its
  // innermost loops: as arguments of every module they are four times faster.
  sandboxInjectedGlobals: ['Math', 'Array'],
};
