import { describe, expect, it } from '@jest/globals';
import { stoppedText } from './stopped-text.js';

describe('stoppedText', () => {
  it('quotes a folder as a shell takes it', () => {
    const saved = { kind: 'saved', path: 'last.safetensors', epoch: 3, iteration: 12 } as const;
    expect(stoppedText(saved, 'runs/first')).toBe(
      'stopped: epoch 3, batch 12 is next; go on with: mobilenext train --resume --out runs/first',
    );
    expect(stoppedText(saved, "it's mine")).toContain(`--out 'it'\\''s mine'`);
  });
});
