import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mobilenextJson } from './in-process.js';
import * as built from './mobilenext.js';

interface Row {
  readonly width: number;
  readonly classes: number;
  readonly strides: 'imagenet' | 'small';
  readonly parameters: number;
  readonly keys: number;
  readonly multiplyAdds: Readonly<Record<string, number>>;
}

interface Document {
  readonly variant: string | null;
  readonly width: number;
  readonly numClasses: number;
  readonly identityMultiplier: number;
  readonly input: readonly number[];
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly blocks: readonly Record<string, unknown>[];
  readonly keys: Readonly<Record<string, readonly number[]>>;
}

const file = join(__dirname, '..', 'fixtures', 'summary-tables.json');
const { networks } = JSON.parse(readFileSync(file, 'utf8')) as { networks: readonly Row[] };
const nameOf = ({ width, strides }: Row): string =>
  `${width}${strides === 'small' ? '-small' : ''}`;

describe('mobilenext summary', () => {
  it.each(networks.map((row) => [nameOf(row), row.classes, row] as const))(
    'counts %s with %i classes as the original network does',
    async (name, classes, row) => {
      const [size, multiplyAdds] = Object.entries(row.multiplyAdds)[0];
      const words = ['summary', name, '--classes', String(classes), '--input', size];
      const document = await mobilenextJson<Document>(words);
      expect(document).toMatchObject({
        width: row.width,
        numClasses: classes,
        identityMultiplier: 1,
        input: [Number(size), Number(size)],
        parameters: row.parameters,
        multiplyAdds,
      });
      expect(Object.keys(document.keys)).toHaveLength(row.keys);
      expect(document.blocks).toHaveLength(20);
    },
  );

  it('gives each block its facts', async () => {
    const words = ['summary', '1.0', '--identity-multiplier', '2'];
    const { blocks, keys } = await mobilenextJson<Document>(words);
    expect(blocks[3]).toEqual({
      index: 4,
      kind: 'full',
      inChannels: 192,
      hiddenChannels: 32,
      outChannels: 192,
      stride: 1,
      identity: true,
      identityChannels: 96,
    });
    expect(keys['classifier.1.weight']).toEqual([1000, 1280]);
  });

  it('takes pictures that are no squares', async () => {
    const { input } = await built.mobilenextJson<Document>([
      ...['summary', '0.1', '--input', '192x256'],
    ]);
    expect(input).toEqual([192, 256]);
  });

  it('prints a table for readers', async () => {
    const { stdout, stderr, exitCode } = await built.mobilenext(['summary', '0.35']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('mobilenext-0.35: width 0.35, 1000 classes');
    expect(stdout).toMatch(/parameters +1,913,976/);
    expect(stderr).toBe('');
  });
});
