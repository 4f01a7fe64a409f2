// Jest's global teardown: see setup.cjs.
module.exports = () => globalThis.removeTemporary();
