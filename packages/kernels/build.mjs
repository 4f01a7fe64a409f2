// Compiles assembly/ and embeds the module as base64 in src/generated/, so that neither Node nor a
// browser has to find a file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const OUTPUT = 'src/generated/simd.ts';

const options = [
  ['--enable', 'simd'],
  ['--importMemory', '--noExportMemory'],
  ['--runtime', 'stub', '--noAssert'],
  ['-O3'],
].flat();

process.chdir(dirname(fileURLToPath(import.meta.url)));
const wasm = await compile(options);
mkdirSync(dirname(OUTPUT), { recursive: true });
writeFileSync(
  OUTPUT,
  `// Written by build.mjs from assembly/.\nexport default '${Buffer.from(wasm).toString('base64')}';\n`,
);

async function compile(options) {
  let binary;
  const { error, stderr } = await asc.main(
    ['assembly/index.ts', '--outFile', 'kernels.wasm', ...options],
    {
      writeFile: (_name, contents) => {
        binary = contents;
      },
    },
  );
  if (error || stderr.length > 0)
    throw new Error(`${error?.message ?? 'warnings'}\n${stderr.toString()}`);
  return binary;
}
