import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings-file.js';

const YAML = `
Global:
  epochs: 200
  checkpoints: null
Loss:
  Train:
    - CELoss:
        weight: 1.0
        epsilon: 0.1
DataLoader:
  Train:
    dataset:
      transform_ops:
        - RandFlipImage:
            flip_code: 1
        - ToCHWImage:
`;

function write(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'a.yaml');
  writeFileSync(file, text);
  return file;
}

describe('readSettings', () => {
  it('walks sections and lists of named entries', () => {
    const settings = readSettings({ file: write(YAML), overrides: [] });
    expect([...settings]).toEqual([
      ['Global.epochs', 200],
      ['Loss.Train.CELoss.weight', 1],
      ['Loss.Train.CELoss.epsilon', 0.1],
      ['DataLoader.Train.dataset.transform_ops.RandFlipImage.flip_code', 1],
      ['DataLoader.Train.dataset.transform_ops.ToCHWImage', true],
    ]);
  });

  it('lets what is typed win over the file', () => {
    const settings = readSettings({
      file: write(YAML),
      overrides: ['Global.epochs=5', 'Global.checkpoints=runs/a', 'Loss.Train=null'],
    });
    expect(settings.get('Global.epochs')).toBe(5);
    expect(settings.get('Global.checkpoints')).toBe('runs/a');
    expect([...settings.keys()].some((key) => key.startsWith('Loss'))).toBe(false);
  });

  it.each([
    [{ overrides: ['epochs'] }, "'epochs': must be KEY=VALUE"],
    [{ file: 'absent.yaml', overrides: [] }, 'settings file absent.yaml does not exist'],
    [{ file: write('a: [1'), overrides: [] }, 'is no YAML'],
  ])('names what is wrong with %j', (options, message) => {
    expect(() => readSettings(options)).toThrow(message);
  });
});
