import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomStream } from '@mobilenext/imagenet';
import { imagenetClasses } from '@mobilenext/mobilenext';
import { hashesOf, killAgainAndAgain, tarOf } from './made-archives.js';
import { madePng, writeInto } from './made-pictures.js';
import { mobilenext, mobilenextJson } from './mobilenext.js';
import { writeTinyCheckpoint } from './tiny-checkpoint.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-data-'));
const path = (...names: string[]): string => join(folder, ...names);

const CLASSES = 12;
const TRAIN_PER_CLASS = 15;
const VAL = 48;
const weights = path('tiny.safetensors');
/** Every third class of ImageNet from number 100, so that no index is its place in the archive. */
const synsets = imagenetClasses().filter(({ index }) => index >= 100 && index % 3 === 1);
const used = synsets.slice(0, CLASSES);
/** ILSVRC2012_ID is another order than that of the WordNet ids: here the reverse. */
const idOf = (index: number): number => 1000 - index;

beforeAll(async () => {
  await writeTinyCheckpoint(weights, { numClasses: 1000 });
  const train = new Map<string, Uint8Array>();
  for (const { wordnetId, index } of used) {
    const pictures = new Map<string, Uint8Array>();
    for (let i = 0; i < TRAIN_PER_CLASS; i++) {
      const colour = [index % 256, (7 * index) % 256, 90] as const;
      pictures.set(`${wordnetId}_${i}.JPEG`, await madePng(24 + i, colour, i));
    }
    train.set(`${wordnetId}.tar`, await tarOf(pictures));
  }
  writeFileSync(path('ILSVRC2012_img_train.tar'), await tarOf(train));
  const val = new Map<string, Uint8Array>();
  const truth: number[] = [];
  for (let i = 0; i < VAL; i++) {
    const { index } = used[(i * 5) % CLASSES];
    const name = `ILSVRC2012_val_${String(i + 1).padStart(8, '0')}.JPEG`;
    val.set(name, await madePng(32, [index % 256, (7 * index) % 256, 90], i));
    truth.push(idOf(index));
  }
  writeFileSync(path('ILSVRC2012_img_val.tar'), await tarOf(val));
  const devkit = new Map([
    ['d/data/ILSVRC2012_validation_ground_truth.txt', Buffer.from(`${truth.join('\n')}\n`)],
  ]);
  writeFileSync(path('devkit.tar.gz'), gzipSync(await tarOf(devkit)));
  const ids = [...imagenetClasses()].reverse().map(({ wordnetId }) => `${wordnetId}\n`);
  writeFileSync(path('synsets.txt'), ids.join(''));
});

const prepare = (out: string, ...more: string[]): string[] => [
  ...['data', 'prepare', 'imagenet', '--out', path(out), '--shard-size', '3'],
  ...['--train', path('ILSVRC2012_img_train.tar'), '--val', path('ILSVRC2012_img_val.tar')],
  ...['--devkit', path('devkit.tar.gz'), '--synsets', path('synsets.txt'), ...more],
];

interface Evaluated {
  readonly samples: number;
  readonly top1: number;
  readonly perClass: readonly { readonly name: string; readonly samples: number }[];
  readonly real?: { readonly samples: number; readonly top1: number };
}

const evaluate = (...more: string[]): Promise<Evaluated> =>
  mobilenextJson(['eval', weights, '--data', path('unbroken'), '--strides', 'small', ...more]);

describe('mobilenext data prepare imagenet', () => {
  it('leaves the same files, killed three times, as unbroken, and they evaluate', async () => {
    const unbroken = await mobilenextJson(prepare('unbroken', '--verify'));
    expect(unbroken).toMatchObject({
      counts: { train: CLASSES * TRAIN_PER_CLASS, val: VAL },
      ...{ shards: 76, cached: false, resumedAt: 0 },
      verified: { shards: 76, pictures: CLASSES * TRAIN_PER_CLASS + VAL },
    });

    const random = randomStream(14, 0, 0, 'kill');
    const directory = path('killed');
    await killAgainAndAgain(prepare('killed'), { directory, times: 3, random });
    const refused = await mobilenext(['data', 'check', path('killed')]);
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is not finished'),
    });
    const last = await mobilenext(prepare('killed', '--verify'));
    expect(last.stderr).toMatch(/went on behind \d+ pictures/);
    expect(last.exitCode).toBe(0);
    expect(last.stdout).toContain('are as they were written');
    expect(hashesOf(path('killed'))).toEqual(hashesOf(path('unbroken')));

    const { samples, perClass } = await evaluate();
    expect([samples, perClass.length]).toEqual([VAL, 1000]);
    for (const { wordnetId, index } of used) {
      expect(perClass[index]).toMatchObject({ name: wordnetId, samples: VAL / CLASSES });
    }
  });

  it('evaluates by ReaL labels and on a part of the classes', async () => {
    const labels = Array.from({ length: VAL }, (_, i) => (i < 40 ? [(i * 7) % 1000] : []));
    writeFileSync(path('real.json'), JSON.stringify(labels));
    writeFileSync(path('two.txt'), `${used[3].wordnetId}\n${used[5].index}\n`);
    const whole = await evaluate('--real', path('real.json'));
    expect(whole.real).toMatchObject({ samples: 40 });
    const part = await evaluate('--classes', path('two.txt'));
    expect(part.samples).toBe((2 * VAL) / CLASSES);
    expect(part.perClass.map(({ name }) => name)).toEqual([used[3].wordnetId, used[5].wordnetId]);
    const wrong = await mobilenext([
      ...['eval', weights, '--data', path('unbroken'), '--classes', path('synsets.none')],
    ]);
    expect(wrong.exitCode).toBe(2);
  });

  it('says in one line what is wrong', async () => {
    copyFileSync(path('ILSVRC2012_img_train.tar'), path('cut.tar'));
    const cut = readFileSync(path('cut.tar'));
    writeFileSync(path('cut.tar'), cut.subarray(0, cut.length / 2));
    const words = ['data', 'prepare', 'imagenet', '--out', path('wrong')];
    const cases: readonly (readonly [readonly string[], number, string])[] = [
      [[], 2, 'no archives'],
      [['--val', path('ILSVRC2012_img_val.tar')], 2, '--val needs --devkit'],
      [['--train', path('absent.tar')], 2, 'does not exist'],
      [['--train', path('cut.tar')], 1, 'damaged or cut off'],
      [['--train', path('ILSVRC2012_img_val.tar')], 1, 'is it the right one?'],
    ];
    for (const [more, code, says] of cases) {
      const { exitCode, stderr } = await mobilenext([...words, ...more]);
      expect(stderr).toContain(says);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(exitCode).toBe(code);
    }
    const other = await mobilenext(['data', 'prepare', 'imagenette']);
    expect(other).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('imagenet') });
    expect(existsSync(path('wrong'))).toBe(false);
  });
});

describe('mobilenext data check', () => {
  it('lists what is rotten in every split and ends with 1', async () => {
    const png = await madePng(40, [200, 30, 30]);
    writeInto(path('photos/train/red/usual.png'), png);
    writeInto(path('photos/train/red/cut.png'), png.subarray(0, 60));
    writeInto(path('photos/test/red/called.jpg'), png);
    writeInto(path('photos/test/red/small.png'), await madePng(20, [200, 30, 30]));
    const { exitCode, stdout, stderr } = await mobilenext(['data', 'check', path('photos')]);
    expect(stdout).toContain('4 pictures, of which 1 rotten and 2 odd\n');
    expect(stdout).toContain(`\nrotten (1)\n  ${path('photos/train/red/cut.png')} is a PNG`);
    expect(stdout).toContain('called.jpg: png called .jpg\n');
    expect(stderr).toContain('1 of 4 pictures cannot be used');
    expect(exitCode).toBe(1);
    const words = ['data', 'check', path('photos'), '--split', 'test', '--list', '0'];
    const document = await mobilenextJson(words);
    expect(document).toMatchObject({
      ...{ pictures: 2, odd: 2, findings: [] },
      counts: { rotten: 0, tiny: 1, 'wrong-extension': 1 },
    });
  });
});
