import { describe, expect, it } from '@jest/globals';
import { examineBackend } from './examine-backend.js';

describe('examineBackend', () => {
  it('reaches the known logits with plain TensorFlow.js operations', async () => {
    const report = await examineBackend('reference');
    expect(report).toMatchObject({ name: 'reference', available: true, reason: null, fix: null });
    expect(report.selfTest?.maxAbsError).toBeLessThan(1e-6);
  });
});
