// Times what a user waits for: from the start of a Node process to the first picture's classes.
//   node tools/measure-start.mjs WEIGHTS VARIANT PICTURE [ROUNDS]
// Each round is a fresh process. `node` is Node's own start; `import`, `create` (reading weights and
// compiling) and `classify` (loading sharp, decoding, first run) follow and make up `total`; `again`
// is a second picture.
const CHILD = '--child';

const words = process.argv.slice(2);
if (words[0] === CHILD) await classifyOnce(words.slice(1));
else await measure(words);

async function classifyOnce([weights, variant, picture]) {
  const times = { node: performance.now() };
  const time = async (name, work) => {
    const started = performance.now();
    const result = await work();
    times[name] = performance.now() - started;
    return result;
  };
  const { createClassifier } = await time(
    'import',
    () => import('../packages/runtime/dist/index.js'),
  );
  const classify = await time('create', () => createClassifier({ weights, variant }));
  await time('classify', () => classify(picture));
  times.total = performance.now();
  await time('again', () => classify(picture));
  console.log(JSON.stringify(times));
}

/** What only this process needs is imported here, so that the others start as a user's would. */
async function measure([weights, variant, picture, rounds = '20']) {
  if (picture === undefined) {
    console.error('call: node tools/measure-start.mjs WEIGHTS VARIANT PICTURE [ROUNDS]');
    process.exit(2);
  }
  const { spawnSync } = await import('node:child_process');
  const args = [process.argv[1], CHILD, weights, variant, picture];
  const times = Array.from({ length: Number(rounds) }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  });
  report(times);
}

function report(rounds) {
  console.log(`${rounds.length} starts of Node ${process.version}: minimum, median in ms`);
  for (const name of Object.keys(rounds[0])) {
    const sorted = rounds.map((round) => round[name]).sort((a, b) => a - b);
    const figures = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
    console.log(name.padEnd(9), ...figures.map((figure) => figure.toFixed(1).padStart(7)));
  }
}
