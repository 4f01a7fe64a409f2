// Properties are tried on the same cases in every run, so that a change and nothing else turns a
// test red. To try others: FAST_CHECK_SEED=<number> npx jest
const fc = require('fast-check');

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 200702269) });
