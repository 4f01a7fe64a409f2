// Checks `convert --detect`: trains networks of width 0.1 under each identity multiplier, strides,
// channel order and normalisation, takes their metadata away, and asks what they were trained with
// by pictures that they have not seen. Small networks see CIFAR-10 at 32 pixels, the others
// photographs at 64. Prints a table; ends with 1 if an answer is wrong. Needs the shared folder.
// Without the size of the training pictures the strides must stay open and the rest be told.
//   node tools/detect-matrix.mjs [--only REGEX] [--steps 250] [--work FOLDER]
// --only takes a part of the networks by their names, as m2-small-bgr-unit; --work keeps them, and
// goes on with those that are there.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NORMALIZATIONS } from '@mobilenext/mobilenext';
import { preparePictures } from './detect-matrix/pictures.mjs';
import { runCommand } from './run-command.mjs';
import { root } from './workspace.mjs';

/** What a network sees and how it is trained, by its strides. A crop is a share of the area. */
const KINDS = {
  small: { variant: '0.1-small', size: 32, batch: 50, perEpoch: 2500, rate: 0.1, scale: 1 },
  imagenet: { variant: '0.1', size: 64, batch: 25, perEpoch: 100, rate: 0.04, scale: 0.64 },
};
const NORMALIZATION_NAMES = ['imagenet', 'signed', 'unit', 'bytes'];

/** How the command words each answer that it gives. */
const ANSWERS = {
  normalization: /normalization (\w+) \(\w+ fits/,
  channelOrder: /channel order (\w+) \(\w+ fits/,
  strides: /strides (\w+) \(\w+ fits/,
  identityMultiplier: /identity multiplier (\w+) \(\w+ fits/,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '.' },
    steps: { type: 'string', default: '250' },
    work: { type: 'string' },
  },
});

const work = values.work ?? (await mkdtemp(join(tmpdir(), 'mobilenext-detect-matrix-')));
try {
  process.exitCode = await checkAll();
} finally {
  if (values.work === undefined) await rm(work, { recursive: true });
}

async function checkAll() {
  const handfuls = await preparePictures(work);
  const tables = { true: newTable(), false: newTable() };
  for (const network of networks().filter(({ name }) => new RegExp(values.only).test(name))) {
    const weights = await train(network);
    for (const handful of handfuls[network.strides]) {
      for (const isSizeGiven of [true, false]) {
        const { verdict, said } = await detect(weights, network, handful, isSizeGiven);
        tables[isSizeGiven][verdict]++;
        console.log(
          `${network.name}, size ${isSizeGiven ? 'given' : 'unknown'}: ${verdict}; ${said}`,
        );
      }
    }
  }
  console.log(
    '\n|                       | right | strides open, rest right | cannot tell | wrong |',
  );
  console.log('| --------------------- | ----- | ------------------------ | ----------- | ----- |');
  console.log(`| size given (\`--crop\`) | ${Object.values(tables.true).join(' | ')} |`);
  console.log(`| size unknown          | ${Object.values(tables.false).join(' | ')} |`);
  return tables.true.wrong + tables.false.wrong > 0 ? 1 : 0;
}

function newTable() {
  return { right: 0, 'strides open': 0, 'cannot tell': 0, wrong: 0 };
}

/** Every combination. */
function networks() {
  return [1, 2].flatMap((identityMultiplier) =>
    Object.keys(KINDS).flatMap((strides) =>
      ['rgb', 'bgr'].flatMap((channelOrder) =>
        NORMALIZATION_NAMES.map((normalization) => ({
          name: `m${identityMultiplier}-${strides}-${channelOrder}-${normalization}`,
          identityMultiplier,
          strides,
          channelOrder,
          normalization,
        })),
      ),
    ),
  );
}

/** Trains a network; gives its weights as a file without metadata. */
async function train({ name, strides, channelOrder, normalization, identityMultiplier }) {
  const run = join(work, 'runs', name);
  const bare = join(run, 'bare.npz');
  if (existsSync(bare)) return bare;
  const { variant, size, batch, perEpoch, rate, scale } = KINDS[strides];
  const settings = {
    identityMultiplier,
    batch,
    samplesPerEpoch: perEpoch,
    epochs: Math.ceil((Number(values.steps) * batch) / perEpoch),
    'schedule.rate': rate,
    'preprocessing.size': size,
    'preprocessing.mean': JSON.stringify(NORMALIZATIONS[normalization].mean),
    'preprocessing.std': JSON.stringify(NORMALIZATIONS[normalization].std),
    // Of the photographs, which are a little larger, another part each time.
    'augmentation.crop.kind': 'randomResizedCrop',
    'augmentation.crop.scale': JSON.stringify([scale, scale]),
    'augmentation.crop.ratio': '[1,1]',
    'augmentation.crop.interpolation': 'bicubic',
    'augmentation.crop.rule': 'torchvision',
  };
  await mobilenext(
    ...['train', '--data', join(work, 'pictures', strides, channelOrder), '--out', run, '--force'],
    ...['--variant', variant, '--recipe', 'small-pictures'],
    ...Object.entries(settings).flatMap(([path, value]) => ['--set', `${path}=${value}`]),
  );
  await mobilenext('convert', join(run, 'last.safetensors'), bare, '--force');
  return bare;
}

/** What `--detect` makes of a network, held against what it was trained with. */
async function detect(weights, network, pictures, isSizeGiven) {
  const out = join(work, 'detected.safetensors');
  const size = isSizeGiven ? ['--crop', KINDS[network.strides].size] : [];
  const words = ['convert', weights, out, '--force', ...size, '--detect', ...pictures];
  const { status, output } = await call(words);
  const said = output.split('\n').find((line) => /detected by|cannot tell/.test(line));
  if (said === undefined) throw new Error(output);
  return { verdict: verdictOf(status, answersOf(said), network), said };
}

/** Those that were given, by question. */
function answersOf(said) {
  const answers = Object.entries(ANSWERS).map(([question, words]) => [
    question,
    said.match(words)?.[1],
  ]);
  return Object.fromEntries(answers.filter(([, answer]) => answer !== undefined));
}

function verdictOf(status, answers, network) {
  const isRight = Object.keys(answers).every(
    (question) => answers[question] === String(network[question]),
  );
  if (!isRight) return 'wrong';
  const open = Object.keys(ANSWERS).filter((question) => !(question in answers));
  if ((status === 0) !== (open.length === 0)) throw new Error(`status ${status}, open: ${open}`);
  if (open.length === 0) return 'right';
  return open.join() === 'strides' ? 'strides open' : 'cannot tell';
}

async function mobilenext(...words) {
  const { status, output } = await call(words);
  if (status !== 0) throw new Error(`mobilenext ${words.join(' ')}\n${output}`);
}

function call(words) {
  const command = join(root, 'apps/cli/bin/mobilenext.mjs');
  return runCommand(process.execPath, [command, ...words.map(String)], { quiet: true });
}
