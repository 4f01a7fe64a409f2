import { defineConfig } from 'tsup';
import { library } from '../../tools/tsup-preset.ts';

const preset = library();

export default defineConfig({
  ...preset,
  // The worker is a file of its own, which the loader starts by its path.
  entry: { index: 'src/index.ts', 'loader-worker': 'src/loader/workers/main.ts' },
  dts: { entry: 'src/index.ts' },
  esbuildOptions(options, context) {
    preset.esbuildOptions?.(options, context);
    // src is written for CommonJS, which the tests run; an ES module knows where it lies by another name.
    if (context.format === 'esm')
      options.define = { ...options.define, __filename: 'import.meta.url' };
  },
});
