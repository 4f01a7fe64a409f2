import { build } from 'esbuild';

/** What a page would load: the built packages in one minified module. */
export async function bundle(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: __dirname, loader: 'ts' },
    ...{ bundle: true, minify: true, write: false, format: 'esm', platform: 'browser' },
    ...{ target: 'es2022', logLevel: 'silent' },
  });
  return outputFiles[0].contents;
}
