import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readCheckpoint } from '@mobilenext/converter';
import { decode } from '@mobilenext/imagenet';
import { madePng, writeInto } from './made-pictures.js';
import { mobilenext, mobilenextJson } from './in-process.js';
import * as built from './mobilenext.js';
import { writeTinyCheckpoint } from './tiny-checkpoint.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-pictures-'));
const path = (name: string): string => join(folder, name);
const weights = path('tiny.safetensors');

beforeAll(async () => {
  await writeTinyCheckpoint(weights, { numClasses: 3 });
  writeInto(path('photos/red.png'), await madePng(48, [220, 30, 30]));
  writeInto(path('photos/sub/blue.png'), await madePng(32, [30, 30, 220]));
  writeInto(path('rotten/red.png'), await madePng(48, [220, 30, 30]));
  writeInto(path('rotten/text.jpg'), 'this is no picture');
});

interface Prediction {
  readonly file_name: string;
  readonly class_ids: readonly number[];
  readonly scores: readonly number[];
  readonly label_names: readonly string[];
}

const predict = (...words: string[]): string[] => ['predict', ...words, '--weights', weights];

describe('mobilenext predict', () => {
  it('gives a record for every picture of a folder', async () => {
    const records = await built.mobilenextJson<Prediction[]>(predict(path('photos'), '--top', '2'));
    expect(records.map(({ file_name }) => file_name)).toEqual([
      path('photos/red.png'),
      path('photos/sub/blue.png'),
    ]);
    for (const { class_ids, scores, label_names } of records) {
      expect(class_ids).toHaveLength(2);
      expect(scores[0]).toBeGreaterThanOrEqual(scores[1]);
      expect(label_names).toEqual(class_ids.map((id) => `class ${id}`));
    }
  });

  it('gives the scores of all classes whatever the batch and the backend', async () => {
    const words = predict(path('photos'), '--strides', 'small');
    const together = await mobilenextJson<Prediction[]>(words);
    const alone = await mobilenextJson<Prediction[]>([
      ...words,
      '--batch',
      '1',
      '--backend',
      'reference',
    ]);
    together.forEach(({ scores, class_ids }, i) => {
      expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
      expect(alone[i].class_ids).toEqual(class_ids);
      scores.forEach((score, rank) => expect(alone[i].scores[rank]).toBeCloseTo(score, 5));
    });
  });

  it('reads a picture from stdin and names classes from a file', async () => {
    writeInto(path('names.txt'), 'ant\nbee\ncat\n');
    const { ended } = built.start([...predict('-'), '--labels', path('names.txt'), '--top', '1'], {
      stdin: readFileSync(path('photos/red.png')),
    });
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^- +\d+\.\d % +(ant|bee|cat) /m);
  });

  it('says what it takes for all that neither the checkpoint nor a flag says', async () => {
    const words = predict(path('photos/red.png'));
    const { stdout, stderr } = await mobilenext([...words, '--json']);
    expect(JSON.parse(stdout)).toHaveLength(1);
    expect(stderr).toMatch(
      /^.*tiny\.safetensors does not say its strides, identity multiplier, normalization and channel order: taking imagenet, 1, imagenet and rgb; give --strides, .*--detect.*\n$/,
    );
    const facts = ['--strides', 'small', '--identity-multiplier', '1', '--normalization', 'unit'];
    expect((await mobilenext([...words, ...facts])).stderr).toBe('');
  });

  it('says when pictures have another size than the checkpoint wants', async () => {
    const words = predict(path('photos/red.png'), '--size', '128', '--crop', '96');
    const { exitCode, stderr } = await mobilenext(words);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('pictures are cropped to 96 pixels, the checkpoint is made for 224');
  });

  it('wants a name for each class', async () => {
    writeInto(path('two.txt'), 'ant\nbee\n');
    const words = predict(path('photos'), '--labels', path('two.txt'));
    const { exitCode, stderr } = await mobilenext(words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('holds 2 names, the network has 3 classes');
  });

  it('shows no table where nothing could be read', async () => {
    const { exitCode, stdout, stderr } = await built.mobilenext(predict('-'));
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('stdin is empty: pipe a picture in');
  });

  it('gives the same by two threads', async () => {
    const words = predict(path('photos'), '--top', '2');
    const one = await built.mobilenextJson<Prediction[]>(words);
    const two = await built.mobilenextJson<Prediction[]>([...words, '--threads', '2']);
    expect(two.map(({ class_ids }) => class_ids)).toEqual(one.map(({ class_ids }) => class_ids));
    two.forEach(({ scores }, i) =>
      scores.forEach((score, rank) => expect(score).toBeCloseTo(one[i].scores[rank], 5)),
    );
  });

  it('names a rotten picture, predicts the others and ends with 1', async () => {
    const { exitCode, stdout, stderr } = await built.mobilenext([
      ...predict(path('rotten')),
      '--json',
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('text.jpg is text, not a picture');
    expect(stderr).toContain('1 of 2 pictures could not be read');
    expect((JSON.parse(stdout) as Prediction[]).map(({ file_name }) => file_name)).toEqual([
      path('rotten/red.png'),
    ]);
  });
});

describe('mobilenext preprocess', () => {
  it('writes what the network sees, as a picture and as a tensor', async () => {
    const words = ['preprocess', path('photos/red.png'), '--size', '40', '--crop', '32', '--out'];
    const document = await built.mobilenextJson<{ rgbSha256: string }>([...words, path('x.png')]);
    await built.mobilenextJson([...words, path('x.safetensors')]);
    expect(document).toMatchObject({
      width: 32,
      height: 32,
      operations: [
        { name: 'decode', width: 48, height: 48 },
        { name: 'resize', width: 40, height: 40 },
        { name: 'crop', width: 32, height: 32 },
      ],
    });
    const { data } = await decode(readFileSync(path('x.png')));
    const pixels = (await readCheckpoint(path('x.safetensors'))).tensors.get('pixels');
    expect(pixels).toMatchObject({ dtype: 'U8', shape: [32, 32, 3] });
    expect(Buffer.from(data).equals(pixels?.bytes as Uint8Array)).toBe(true);
    expect(createHash('sha256').update(data).digest('hex')).toBe(document.rgbSha256);
  });
});
