import { describe, expect, it } from '@jest/globals';
import { findKnownWeights, KNOWN_WEIGHTS } from './known-weights.js';
import { variants } from './variants.js';

describe.each(KNOWN_WEIGHTS)('$name', (known) => {
  it('has the strides of its variant', () => {
    expect(known.facts.strides).toBe(variants[known.variant].strides);
  });

  it('is of use without asking where a program may fetch it', () => {
    const { url, file, sha256, facts, variant } = known;
    if (url === undefined) return;
    expect(new URL(url)).toMatchObject({ protocol: 'https:' });
    expect(url.endsWith(`/${file}`)).toBe(true);
    expect(sha256 ?? '0'.repeat(64)).toMatch(/^[0-9a-f]{64}$/);
    expect(facts.identityMultiplier).toBeGreaterThanOrEqual(1);
    expect(facts.preprocessing).toEqual(variants[variant].preprocessing);
  });
});

describe('findKnownWeights', () => {
  it('finds each by its name alone', () => {
    for (const known of KNOWN_WEIGHTS) expect(findKnownWeights(known.name)).toBe(known);
    expect(findKnownWeights('PaddleClas-1.0')?.top1).toBe(74.024);
    expect(findKnownWeights('mobilenext-1.0')).toBeUndefined();
  });
});
