import { describe, expect, it } from '@jest/globals';
import { instructionSets } from '../test/instruction-sets.js';
import { kernelBytes } from './kernel-bytes.js';
import { forSharedMemory } from './shared-memory.js';

describe('forSharedMemory', () => {
  it.each(instructionSets)(
    'makes %s a module that a shared memory fits, and no other',
    async (set) => {
      const bytes = forSharedMemory(kernelBytes(set));
      const shared = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
      const { instance } = await WebAssembly.instantiate(bytes, { env: { memory: shared } });
      const clear = instance.exports.clearBytes as (to: number, bytes: number) => void;
      const values = new Uint8Array(shared.buffer).fill(7);
      clear(4, 8);
      expect([...values.subarray(3, 13)]).toEqual([7, 0, 0, 0, 0, 0, 0, 0, 0, 7]);

      const unshared = new WebAssembly.Memory({ initial: 1 });
      await expect(WebAssembly.instantiate(bytes, { env: { memory: unshared } })).rejects.toThrow(
        WebAssembly.LinkError,
      );
    },
  );
});
