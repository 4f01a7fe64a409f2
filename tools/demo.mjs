// `npm run demo`: the whole road on real pictures. Fetches Fashion-MNIST, trains MobileNeXt 0.35
// for about two minutes, evaluates it on all test pictures, asks it about ten of them and writes
// one page. Everything is done by the `mobilenext` command, as a user would.
//   --short   trains for a few seconds only, to see that the road is open; any accuracy will do
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDataset } from '@mobilenext/imagenet';
import { lossChart } from './demo/chart.mjs';
import { demoPage } from './demo/page.mjs';
import { root } from './workspace.mjs';

const DATA = 'data/fashion-mnist';
const WANTED_TOP1 = 0.8;

/** What Fashion-MNIST wants that other small pictures do not, and what two minutes allow. */
const SETTINGS = {
  'preprocessing.size': 28,
  'preprocessing.mean': [0.286, 0.286, 0.286],
  'preprocessing.std': [0.353, 0.353, 0.353],
  'augmentation.crop.kind': 'none',
  batch: 64,
  epochs: 2,
  samplesPerEpoch: 10_000,
  logEverySteps: 1,
};

const { values } = parseArgs({ options: { short: { type: 'boolean', default: false } } });
const settings = values.short ? { ...SETTINGS, epochs: 1, samplesPerEpoch: 640 } : SETTINGS;
const runFolder = values.short ? 'demo/short' : 'demo/run';

process.chdir(root);
try {
  process.exitCode = await demo();
} catch (error) {
  console.error(`[demo] ${error.message}`);
  process.exitCode = 1;
}

async function demo() {
  const started = Date.now();
  await mobilenext('data', 'fetch', 'fashion-mnist', '--out', DATA);
  await rm(runFolder, { recursive: true, force: true });
  const trainingSec = await timed(() =>
    mobilenext(
      ...['train', '--data', DATA, '--variant', '0.35-small', '--out', runFolder],
      ...Object.entries(settings).flatMap(([path, value]) => ['--set', `${path}=${asText(value)}`]),
    ),
  );
  const weights = join(runFolder, 'best.safetensors');
  const evaluation = JSON.parse(
    await mobilenext('eval', weights, '--data', DATA, '--split', 'test', '--json'),
  );
  const page = join(runFolder, 'index.html');
  await writeFile(
    page,
    demoPage({
      chart: lossChart(await readLog()),
      predictions: await predictTen(weights),
      evaluation,
      facts: factsOf(trainingSec),
      short: values.short,
    }),
  );

  const { top1, samples } = evaluation;
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  console.log(`\nthe curve and ten predictions: ${join(root, page)}`);
  console.log(`top-1 ${(top1 * 100).toFixed(2)} % of ${samples} test pictures; ${minutes} minutes`);
  if (values.short || top1 > WANTED_TOP1) return 0;
  console.error(`[demo] top-1 is not above ${WANTED_TOP1 * 100} %: something is wrong here`);
  return 1;
}

/** Runs the command; what it prints on stdout is shown and given back. */
async function mobilenext(...words) {
  console.error(`\n$ npx mobilenext ${words.join(' ')}`);
  const command = join(root, 'apps/cli/bin/mobilenext.mjs');
  const child = spawn(process.execPath, [command, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (!words.includes('--json')) process.stdout.write(chunk);
  });
  const code = await new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  if (code !== 0) throw new Error(`mobilenext ${words[0]} ended with exit code ${code}`);
  return output;
}

/** The first test picture of each class, as files for `predict`. */
async function predictTen(weights) {
  const dataset = await openDataset(DATA, { split: 'test' });
  const folder = await mkdtemp(join(tmpdir(), 'mobilenext-demo-'));
  try {
    const pictures = [];
    for (const [label, name] of dataset.classes.entries()) {
      const index = firstOf(dataset, label);
      const file = join(folder, `${name}.png`);
      const png = Buffer.from(await dataset.read(index));
      await writeFile(file, png);
      pictures.push({ file, png, truth: name });
    }
    const files = pictures.map(({ file }) => file);
    const answers = JSON.parse(
      await mobilenext('predict', ...files, '--weights', weights, '--json'),
    );
    return pictures.map(({ png, truth }, i) => ({ png, truth, classes: classesOf(answers[i]) }));
  } finally {
    await dataset.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function firstOf(dataset, label) {
  for (let index = 0; index < dataset.length; index++) {
    if (dataset.label(index) === label) return index;
  }
  throw new Error(`the test set has no picture of class ${dataset.classes[label]}`);
}

function classesOf({ label_names: labels, scores }) {
  return labels.map((label, i) => ({ label, score: scores[i] }));
}

/** The run's log as what the chart draws. */
async function readLog() {
  const lines = (await readFile(join(runFolder, 'log.jsonl'), 'utf8')).trim().split('\n');
  const records = lines.map((line) => JSON.parse(line));
  const batches = records.filter(({ mode }) => mode === 'Train');
  const perEpoch = Math.max(...batches.map(({ iter }) => iter));
  return {
    steps: batches.map(({ epoch, iter, loss }) => ({ step: (epoch - 1) * perEpoch + iter, loss })),
    evaluations: records
      .filter(({ mode }) => mode === 'Eval')
      .map(({ epoch, top1 }) => ({ step: epoch * perEpoch, top1 })),
  };
}

function factsOf(trainingSec) {
  const seen = settings.epochs * settings.samplesPerEpoch;
  return [
    { name: 'Network', value: 'MobileNeXt 0.35, small-picture strides, 10 classes' },
    { name: 'Pictures seen', value: `${seen.toLocaleString('en')} in steps of ${settings.batch}` },
    { name: 'Training, with evaluations', value: `${trainingSec.toFixed(0)} seconds` },
    { name: 'Machine', value: `Node ${process.versions.node}, ${process.arch}, WebAssembly` },
  ];
}

async function timed(work) {
  const started = Date.now();
  await work();
  return (Date.now() - started) / 1000;
}

function asText(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
