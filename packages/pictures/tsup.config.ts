import { defineConfig } from 'tsup';
import { library } from '../../tools/tsup-preset.ts';

export default defineConfig({
  ...library({ index: 'src/index.ts', augment: 'src/augment/index.ts' }),
  // src is written for CommonJS, which the tests run; an ES module knows where it lies by another name.
  esbuildOptions(options, { format }) {
    if (format === 'esm') options.define = { ...options.define, __filename: 'import.meta.url' };
  },
});
