import { describe, expect, it } from '@jest/globals';
import { decode } from '../src/index.js';
import { inputBytes, readGolden, sha256 } from './golden.js';

interface DecodeCase {
  readonly input: string;
  readonly pillow: { width: number; height: number; sha256: string } | { error: string };
}

const { cases } = readGolden<{ cases: DecodeCase[] }>('decode.json');

/** What libvips cannot give, and what happens instead. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  'inputs/decode/rgb.bmp': 'PICTURE_UNSUPPORTED',
  // Transparent pixels are black, where Pillow keeps the colour below.
  'inputs/decode/trns.gif': '19899e88fc',
};

async function outcome(input: string): Promise<string> {
  try {
    const { width, height, data } = await decode(inputBytes(input));
    return `${width}x${height} ${sha256(data)}`;
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

describe('decode against Pillow', () => {
  it('knows 182 files', () => {
    expect(cases).toHaveLength(182);
  });

  for (const { input, pillow } of cases.filter((c) => !(c.input in UNREACHABLE))) {
    it(`agrees on ${input}`, async () => {
      const result = await outcome(input);
      if ('error' in pillow) expect(result).toMatch(/^(NOT_A_PICTURE|PICTURE_DAMAGED)$/);
      else expect(result).toBe(`${pillow.width}x${pillow.height} ${pillow.sha256}`);
    });
  }

  for (const [input, result] of Object.entries(UNREACHABLE)) {
    it(`gives for ${input} what is documented`, async () => {
      expect(await outcome(input)).toContain(result);
    });
  }
});
