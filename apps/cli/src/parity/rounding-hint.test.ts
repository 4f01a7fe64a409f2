import { describe, expect, it } from '@jest/globals';
import { fromFloat32 } from '@mobilenext/converter';
import { hintForTruth, hintForTwo } from './rounding-hint.js';

const full = fromFloat32(Float32Array.of(1, 2), [2]);
const half = { dtype: 'F16', shape: [2], bytes: new Uint8Array(4) } as const;
const checkpoints = [
  ['full.pth', new Map([['w', full]])],
  ['half.pth', new Map([['w', half]])],
] as const;

const comparison = {
  compared: 1,
  departures: 1,
  onOneSide: 0,
  first: null,
  maxAbsDifference: 8e-4,
};
const logits = { maxAbsError: 1, relativeError: 2.1e-3, top1Agrees: true };
const shown = { ...logits, pictures: 1, sizes: ['64x64'], random: true, assumed: [] };

describe('hintForTwo', () => {
  it('names a tolerance that lets rounding pass, of tensors and of logits', () => {
    const found = { comparison: { ...comparison, maxRelativeDifference: 4e-4 }, logits: shown };
    expect(hintForTwo(checkpoints, found)).toBe(
      ': half.pth is stored in float16, and rounding to it moves values as far; --tolerance 3e-3 lets that pass',
    );
  });

  it('is silent of what no rounding does, and of full precision', () => {
    const near = { comparison: { ...comparison, maxRelativeDifference: 4e-4 }, logits: shown };
    const far = { comparison: { ...comparison, maxRelativeDifference: 4e-3 }, logits: shown };
    const same = { comparison: { ...comparison, maxRelativeDifference: 0 }, logits: shown };
    expect(hintForTwo(checkpoints, far)).toBe('');
    expect(hintForTwo(checkpoints, same)).toBe('');
    expect(hintForTwo([checkpoints[0], checkpoints[0]], near)).toBe('');
    const broken = { ...near, logits: { ...shown, relativeError: Number.NaN } };
    expect(hintForTwo(checkpoints, broken)).toBe('');
    const rough = ['rough.pth', new Map([['w', { ...half, dtype: 'BF16' as const }]])] as const;
    expect(hintForTwo([checkpoints[0], rough], far)).toContain('rough.pth is stored in bfloat16');
  });
});

describe('hintForTruth', () => {
  const missed = { ...logits, name: 'x', passed: false };

  it('names the limits that rounded parameters would pass', () => {
    const [, [path, tensors]] = checkpoints;
    const hint = hintForTruth(path, tensors, [missed], 2);
    expect(hint).toMatch(/stored in float16, .* not rounded, --tolerance 3e-3 lets that pass$/);
    const withPeer = { ...missed, peerRelativeError: 1e-6 };
    expect(hintForTruth(path, tensors, [withPeer], 2)).toContain(
      '--tolerance 3e-3 --max-ratio 2100 lets',
    );
  });

  it('is silent of errors that rounding does not make, and of full precision', () => {
    const [[full, tensors], [path, rounded]] = checkpoints;
    expect(hintForTruth(path, rounded, [missed, { ...missed, relativeError: 0.5 }], 2)).toBe('');
    expect(hintForTruth(full, tensors, [missed], 2)).toBe('');
    expect(hintForTruth(path, rounded, [{ ...missed, relativeError: Number.NaN }], 2)).toBe('');
    expect(hintForTruth(path, rounded, [{ ...missed, peerRelativeError: 0 }], 2)).toBe('');
  });
});
