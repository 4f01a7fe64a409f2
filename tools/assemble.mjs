// Compiles AssemblyScript and embeds the modules as base64, so that neither Node nor a browser has
// to find a file. A package's build.mjs calls it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The stub runtime, no assertions and an imported memory leave a module without data of its own,
// which may run on any memory.
const OPTIONS = ['--importMemory', '--noExportMemory', '--runtime', 'stub', '--noAssert', '-O3'];
const DATA_SECTION = 11;

/**
 * Compiles `entry` and writes `src/generated/<name>.ts`, whose default is the module as base64.
 *
 * @param asc AssemblyScript's compiler, of the package that needs it
 * @param folder the package's
 * @param features of WebAssembly, as `asc --enable` calls them
 */
export async function assemble(asc, { folder, entry, name, features }) {
  const enabled = features.flatMap((feature) => ['--enable', feature]);
  let binary;
  const writeFile = (_name, contents) => {
    binary = contents;
  };
  const files = [entry, '--baseDir', folder, '--outFile', 'module.wasm'];
  const { error, stderr } = await asc.main([...files, ...enabled, ...OPTIONS], { writeFile });
  if (error || stderr.length > 0) throw new Error(`${entry} did not compile:\n${stderr}`);
  if (sections(binary).includes(DATA_SECTION)) {
    throw new Error(`${entry} has static data, which would lie where its callers write`);
  }
  const generated = join(folder, 'src/generated');
  mkdirSync(generated, { recursive: true });
  const base64 = Buffer.from(binary).toString('base64');
  writeFileSync(
    join(generated, `${name}.ts`),
    `// Written by build.mjs from assembly/.\nexport default '${base64}' as string;\n`,
  );
}

/** The numbers of a module's sections: each has one byte, its length as LEB128, its content. */
function sections(binary) {
  const numbers = [];
  for (let at = 8; at < binary.length; ) {
    numbers.push(binary[at++]);
    let length = 0;
    let shift = 0;
    do {
      length |= (binary[at] & 0x7f) << shift;
      shift += 7;
    } while (binary[at++] & 0x80);
    at += length;
  }
  return numbers;
}
