// Compiles each folder of assembly/ that is named here to one module.
import asc from 'assemblyscript/asc';
import { assemble } from '../../tools/assemble.mjs';

const MODULES = ['resample', 'augment', 'jpeg'];
for (const name of MODULES) {
  const folder = import.meta.dirname;
  await assemble(asc, { folder, entry: `assembly/${name}/index.ts`, name, features: ['simd'] });
}
