// Compiles each folder of assembly/ that is named here to one module.
import asc from 'assemblyscript/asc';
import { assemble, writeGenerated } from '../../tools/assemble.mjs';

const MODULES = ['resample', 'augment', 'jpeg'];
const folder = import.meta.dirname;
for (const name of MODULES) {
  const entry = `assembly/${name}/index.ts`;
  writeGenerated(folder, name, await assemble(asc, { folder, entry, features: ['simd'] }));
}
