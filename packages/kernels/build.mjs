// Compiles assembly/ once for each instruction set and embeds the modules as base64 in
// src/generated/, so that neither Node nor a browser has to find a file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const INSTRUCTION_SETS = {
  simd: ['--enable', 'simd', '--enable', 'threads'],
  'relaxed-simd': ['--enable', 'simd', '--enable', 'threads', '--enable', 'relaxed-simd'],
};
// The stub runtime, no assertions and an imported memory leave a module without data of its own,
// which may run on another module's memory.
const OPTIONS = ['--importMemory', '--noExportMemory', '--runtime', 'stub', '--noAssert', '-O3'];
const FOLDER = 'src/generated';

process.chdir(dirname(fileURLToPath(import.meta.url)));
mkdirSync(FOLDER, { recursive: true });
for (const [name, features] of Object.entries(INSTRUCTION_SETS)) {
  const base64 = Buffer.from(await compile([...features, ...OPTIONS])).toString('base64');
  writeFileSync(
    `${FOLDER}/${name}.ts`,
    `// Written by build.mjs from assembly/.\nexport default '${base64}' as string;\n`,
  );
}

async function compile(options) {
  let binary;
  const writeFile = (_name, contents) => {
    binary = contents;
  };
  const files = ['assembly/index.ts', '--outFile', 'kernels.wasm'];
  const { error, stderr } = await asc.main([...files, ...options], { writeFile });
  if (error || stderr.length > 0) throw new Error(`assembly/ did not compile:\n${stderr}`);
  return binary;
}
