// Builds the page into dist/: static files that any server can serve.
import { rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = dirname(fileURLToPath(import.meta.url));
const outdir = join(folder, 'dist');

rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: folder,
  outdir,
  entryPoints: [
    { in: 'src/index.html', out: 'index' },
    { in: 'src/style.css', out: 'style' },
    { in: 'src/page/main.ts', out: 'page' },
    { in: 'src/worker/main.ts', out: 'worker' },
  ],
  loader: { '.html': 'copy' },
  bundle: true,
  minify: true,
  sourcemap: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  // The converter imports Node's files only where it is given a path.
  external: builtinModules,
  logLevel: 'warning',
});
