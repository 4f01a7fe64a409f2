import { describe, expect, it } from '@jest/globals';
import { instructionSets } from '../test/instruction-sets.js';
import { bestInstructionSet, kernelBytes } from './kernel-bytes.js';
import { compileKernels } from './instantiate.js';
import { PARAMETERS, SCRATCH_PARAMETERS } from './parameters.js';

describe.each(instructionSets)('kernelBytes of %s', (instructionSet) => {
  it('is a module that imports a memory and brings no data of its own', () => {
    const module = new WebAssembly.Module(kernelBytes(instructionSet));
    expect(WebAssembly.Module.imports(module)).toEqual([
      { module: 'env', name: 'memory', kind: 'memory' },
    ]);
    const kinds = new Set(WebAssembly.Module.exports(module).map(({ kind }) => kind));
    expect([...kinds]).toEqual(['function']);
  });

  it('exports every kernel with as many parameters as are passed', async () => {
    const { instance } = await WebAssembly.instantiate(kernelBytes(instructionSet), {
      env: { memory: new WebAssembly.Memory({ initial: 1 }) },
    });
    const scratch = Object.entries(SCRATCH_PARAMETERS).map(
      ([name, order]) => [`${name}Scratch`, order.length] as const,
    );
    const kernels = Object.entries(PARAMETERS).map(
      ([name, order]) => [name, order.length] as const,
    );
    const lengths = Object.entries(instance.exports).map(
      ([name, run]) => [name, (run as () => void).length] as const,
    );
    expect(new Map(lengths)).toEqual(new Map([...kernels, ...scratch]));
  });
});

describe('bestInstructionSet', () => {
  it('is one that the engine runs', () => {
    expect(instructionSets).toContain(bestInstructionSet());
  });
});

it.each([false, true])('has none of a set that there is not, shared memory: %s', async (shared) => {
  await expect(compileKernels(shared, 'avx' as 'simd')).rejects.toThrow(
    "there are no kernels for 'avx', only for simd or relaxed-simd",
  );
});
