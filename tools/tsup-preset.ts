import type { Options } from 'tsup';

/** How every library of the house is built: ES modules and CommonJS, each with its types. */
export const library = (entry: Options['entry'] = ['src/index.ts']): Options => ({
  entry,
  format: ['esm', 'cjs'],
  dts: true,
  clean: true,
  sourcemap: true,
  // Maps name files and lines, which is enough for a stack; the sources would double a package.
  esbuildOptions: (options) => {
    options.sourcesContent = false;
  },
  target: 'es2022',
  splitting: true,
});
