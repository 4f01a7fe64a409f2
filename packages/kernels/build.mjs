// Compiles assembly/ once for each instruction set.
import asc from 'assemblyscript/asc';
import { assemble, writeGenerated } from '../../tools/assemble.mjs';

const INSTRUCTION_SETS = {
  simd: ['simd', 'threads'],
  'relaxed-simd': ['simd', 'threads', 'relaxed-simd'],
};
// Far less than the 32 KB behind which gzip forgets: the second set costs a fifth of the first so.
const PART_LENGTH = 4096;

const folder = import.meta.dirname;
const texts = await Promise.all(
  Object.values(INSTRUCTION_SETS).map((features) =>
    assemble(asc, { folder, entry: 'assembly/index.ts', features }),
  ),
);
const parts = [];
for (let from = 0; texts.some(({ length }) => from < length); from += PART_LENGTH) {
  parts.push(texts.map((text) => text.slice(from, from + PART_LENGTH)));
}
writeGenerated(folder, 'kernels', parts);
