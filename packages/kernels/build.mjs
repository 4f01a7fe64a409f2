// Compiles assembly/ once for each instruction set.
import asc from 'assemblyscript/asc';
import { assemble } from '../../tools/assemble.mjs';

const INSTRUCTION_SETS = {
  simd: ['simd', 'threads'],
  'relaxed-simd': ['simd', 'threads', 'relaxed-simd'],
};
for (const [name, features] of Object.entries(INSTRUCTION_SETS)) {
  const folder = import.meta.dirname;
  await assemble(asc, { folder, entry: 'assembly/index.ts', name, features });
}
