import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { IMAGENET_224 } from '@mobilenext/mobilenext';
import { madePng, writeInto } from './made-pictures.js';
import { mobilenext, mobilenextJson } from './mobilenext.js';
import { writeTinyCheckpoint } from './tiny-checkpoint.js';

const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');
const golden = (name: string): string => join(shared, 'golden', 'forward', name);
const photos = join(shared, 'data', 'imagenet-sample');
const classes = readdirSync(photos).filter((name) => /^n\d/.test(name));
const handful = classes.slice(0, 8).map((name) => join(photos, name));
const folder = mkdtempSync(join(tmpdir(), 'mobilenext-detect-'));
const output = (name: string): string => join(folder, name);

beforeAll(() => writeTinyCheckpoint(output('fresh.safetensors'), { numClasses: 3 }));

describe('convert --detect', () => {
  it('finds out what the shapes cannot tell, and writes it into the file', async () => {
    const out = output('w035.safetensors');
    const words = ['convert', golden('w035.safetensors'), out, '--detect', ...handful];
    const { facts } = await mobilenextJson<{ facts: unknown }>(words);
    expect(facts).toEqual({
      strides: 'imagenet',
      identityMultiplier: 1,
      preprocessing: IMAGENET_224,
    });
    // The next command needs no flags, and neither does the next conversion.
    const again = await mobilenextJson<{ facts: unknown }>([
      'convert',
      out,
      output('2.safetensors'),
    ]);
    expect(again.facts).toEqual(facts);
  });

  it('takes what is given as given', async () => {
    const flags = ['--strides', 'imagenet', '--crop', '64', '--identity-multiplier', '1'];
    const words = ['convert', golden('tiny.safetensors'), output('tiny.safetensors'), ...flags];
    const { exitCode, stderr } = await mobilenext([...words, '--detect', ...handful]);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('strides imagenet (as given)')]);
  });

  it('says in one line that it cannot tell by one grey picture, and writes nothing', async () => {
    writeInto(output('grey.png'), await madePng(64, [128, 128, 128]));
    const [input, out] = [output('fresh.safetensors'), output('never.safetensors')];
    const words = ['convert', input, out, '--detect', output('grey.png')];
    const { exitCode, stdout, stderr } = await mobilenext(words);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^mobilenext convert: .*: cannot tell by 1 picture: .*\n$/);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    ['a network that was trained at both strides', golden('tiny.safetensors'), handful, 'strides'],
    ['fresh weights', output('fresh.safetensors'), handful, 'agree with no candidate'],
  ])('says that it cannot tell: %s', async (_, input, pictures, says) => {
    const out = output('unknown.safetensors');
    const { exitCode, stderr } = await mobilenext(['convert', input, out, '--detect', ...pictures]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('cannot tell');
    expect(stderr).toContain(says);
    expect(existsSync(out)).toBe(false);
  });
});
