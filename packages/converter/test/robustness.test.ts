import { describe, expect, it } from '@jest/globals';
import { mobileNeXt } from '@mobilenext/mobilenext';
import {
  ConverterError,
  readCheckpoint,
  readTfjs,
  readTfjsModel,
  toFloat64,
  writeTfjs,
} from '../src/index.js';
import { readGraph } from '../src/onnx/graph.js';
import { readingOf } from '../src/onnx/graph-reading.js';
import { tensorProtoReader } from '../src/onnx/stored-tensor-of.js';
import { BROKEN_FILES, fixture, SMALL_FILES } from './fixtures.js';
import { mutate, random } from './mutate.js';
import { shortcutGraph, smallNetwork } from './onnx-model.js';
import { randomTensors } from './random-tensors.js';

/** Reads everything in a file; whatever is wrong with it must end in a ConverterError. */
async function outcome(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    const { tensors } = await readCheckpoint(bytes);
    // Not of the largest copies that a reader may make: as float64 they take twice as much again.
    for (const tensor of tensors.values()) if (tensor.bytes.length < 2 ** 20) toFloat64(tensor);
    return 'read';
  } catch (error) {
    if (error instanceof ConverterError) return 'refused';
    throw error;
  }
}

/** Without CRCs, as some versions of torch write, so that damage reaches the parts behind them. */
function withoutCrcs(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const CENTRAL_HEADER = 'PK\x01\x02';
  for (let at = copy.indexOf(CENTRAL_HEADER); at >= 0; at = copy.indexOf(CENTRAL_HEADER, at + 4)) {
    copy.fill(0, at + 16, at + 20);
  }
  return copy;
}

/** Sound files and broken ones, whose readers stop at other places. */
const CORPUS = [
  ...[...SMALL_FILES, ...BROKEN_FILES].map((name) => withoutCrcs(fixture(name))),
  // A protobuf message has no end of its own, so that a cut between two fields may go unseen.
  fixture('control-one.onnx'),
  smallNetwork({ norms: false }),
  smallNetwork({ norms: true }),
];

// A million: FUZZ_FILES=1000000 FUZZ_SEED=1 npx jest robustness
const FILES = Number(process.env.FUZZ_FILES ?? 10_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20200701);
/** What the README promises: this beside four times the file. */
const SPARE_MEMORY = 64 * 2 ** 20;
/** What the README promises of each file. */
const LONGEST_MS = 1000;

const isModest = (bytes: Uint8Array, ms: number, grown: number): boolean =>
  ms < LONGEST_MS && grown < SPARE_MEMORY + 4 * bytes.length;

const memory = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/**
 * Reads one damaged file; returns how it ended, how much memory grew and how long it took the
 * processor, all threads together: by the clock it takes longer while other programs run.
 */
async function measured(bytes: Uint8Array) {
  const before = memory();
  const started = process.cpuUsage();
  const end = await outcome(bytes);
  const { user, system } = process.cpuUsage(started);
  return { end, ms: (user + system) / 1000, grown: memory() - before };
}

describe('damaged files', () => {
  it.each(SMALL_FILES)('%s is refused wherever it is cut off', async (name) => {
    const bytes = fixture(name);
    for (let length = 0; length < bytes.length; length++) {
      expect([length, await outcome(bytes.subarray(0, length))]).toEqual([length, 'refused']);
    }
  });

  it(`${FILES} mutated files end in a ConverterError or are read, quickly and in little memory`, async () => {
    const next = random(SEED);
    const pick = () => CORPUS[Math.floor(next() * CORPUS.length)];
    let refused = 0;
    for (let i = 0; i < FILES; i++) {
      const bytes = mutate(pick(), pick(), next);
      const { end, ms, grown } = await measured(bytes).catch((error: unknown) => {
        throw new Error(`file ${i} of seed ${SEED}: ${Buffer.from(bytes).toString('base64')}`, {
          cause: error,
        });
      });
      if (end === 'refused') refused++;
      if (!isModest(bytes, ms, grown)) expect({ file: i, ms, grown }).toBeUndefined();
    }
    // Data bytes may change unseen, but most of these files is structure.
    expect(refused / FILES).toBeGreaterThan(0.5);
  }, 3_600_000);
});

/** Whatever is wrong ends in a ConverterError, if it does not go unseen. */
function expectRefusal(file: number, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect({ file, error }).toEqual({ file, error: expect.any(ConverterError) });
  }
}

describe('a damaged graph of ONNX', () => {
  const network = mobileNeXt({ width: 0.1 });
  const sound = shortcutGraph(network);
  const read = (bytes: Uint8Array) =>
    readingOf(readGraph(bytes), network, tensorProtoReader(bytes.length, new Map()));

  it(`says something or nothing, quickly, in ${FILES / 20} ways`, () => {
    const { identityChannels = [] } = read(sound) ?? {};
    expect(identityChannels.slice(0, 2)).toEqual([10, 10]);
    const next = random(SEED);
    for (let i = 0; i < FILES / 20; i++) {
      const damaged = mutate(sound, fixture('control-one.onnx'), next);
      const started = process.cpuUsage();
      expectRefusal(i, () => read(damaged));
      const { user, system } = process.cpuUsage(started);
      if ((user + system) / 1000 > LONGEST_MS) expect({ file: i }).toBeUndefined();
    }
  }, 3_600_000);
});

describe('a damaged model of TensorFlow.js', () => {
  it.each(['tfjs-graph', 'tfjs-layers'] as const)(
    '%s is read or refused',
    (format) => {
      const network = mobileNeXt({ width: 0.1, numClasses: 2 });
      const files = writeTfjs(format, network, randomTensors(network));
      const model = files.get('model.json') ?? new Uint8Array(0);
      const next = random(SEED);
      for (let i = 0; i < FILES / 100; i++) {
        const damaged = mutate(model, fixture('dtypes.safetensors'), next);
        const folder = new Map([...files, ['model.json', damaged]]);
        for (const read of [() => readTfjs(folder, network), () => readTfjsModel(folder)]) {
          expectRefusal(i, read);
        }
      }
    },
    3_600_000,
  );
});
