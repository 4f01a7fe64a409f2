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
    const words = ['convert', golden('w035.safetensors'), out, '--crop', '224', '--detect'];
    words.push(...handful);
    const { facts } = await mobilenextJson<{ facts: unknown }>(words);
    expect(facts).toEqual({
      strides: 'imagenet',
      identityMultiplier: 1,
      preprocessing: IMAGENET_224,
    });
    // The next command needs no flags, and neither does the next conversion or detection.
    const again = await mobilenextJson<{ facts: unknown }>([
      'convert',
      out,
      output('2.safetensors'),
    ]);
    expect(again.facts).toEqual(facts);
    const { exitCode, stderr } = await mobilenext([
      ...['convert', out, output('3.safetensors'), '--detect'],
      ...handful,
    ]);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('nothing to find out')]);
  });

  it('asks for the size where strides hang on it, and tells the rest', async () => {
    const out = output('unsized.safetensors');
    const words = ['convert', golden('w035.safetensors'), out, '--detect', ...handful];
    const { exitCode, stderr } = await mobilenext(words);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('cannot tell the strides without the size');
    expect(stderr).toMatch(
      /give --crop SIZE, or --strides; told: normalization imagenet .*, channel order rgb .*, identity multiplier 1 /,
    );
    expect(existsSync(out)).toBe(false);
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
    ['a network that was trained at both strides', golden('tiny.safetensors'), 'the strides ('],
    ['fresh weights', output('fresh.safetensors'), 'agree with no candidate'],
  ])('says that it cannot tell at 64 pixels: %s', async (_, input, says) => {
    const out = output('unknown.safetensors');
    const words = ['convert', input, out, '--crop', '64', '--detect', ...handful];
    const { exitCode, stderr } = await mobilenext(words);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('cannot tell');
    expect(stderr).toContain(says);
    expect(existsSync(out)).toBe(false);
  });
});
