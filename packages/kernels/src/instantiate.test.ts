import { describe, expect, it } from '@jest/globals';
import { instantiateKernels } from './instantiate.js';

describe('instantiateKernels', () => {
  it('leaves the memory as it was', async () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    new Uint8Array(memory.buffer).fill(7);
    await instantiateKernels(memory);
    expect(new Uint8Array(memory.buffer).every((byte) => byte === 7)).toBe(true);
  });
});
