// Compiles AssemblyScript and embeds the modules as texts, so that neither Node nor a browser has to
// find a file. A package's build.mjs calls it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The stub runtime, no assertions and an imported memory leave a module without data of its own,
// which may run on any memory.
const OPTIONS = ['--importMemory', '--noExportMemory', '--runtime', 'stub', '--noAssert', '-O3'];
const DATA_SECTION = 11;

/**
 * Compiles `entry` and gives the module as a text.
 *
 * @param asc AssemblyScript's compiler, of the package that needs it
 * @param folder the package's
 * @param features of WebAssembly, as `asc --enable` calls them
 */
export async function assemble(asc, { folder, entry, features }) {
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
  return toText(binary);
}

/** Writes `src/generated/<name>.ts` in a package's folder, whose default is `value`. */
export function writeGenerated(folder, name, value) {
  const generated = join(folder, 'src/generated');
  mkdirSync(generated, { recursive: true });
  const source = `// Written by build.mjs from assembly/.\nexport default ${JSON.stringify(value)};\n`;
  writeFileSync(join(generated, `${name}.ts`), source);
}

// In module-text.ts of the packages, too, which read it.
const FIRST_CODE = 35;
const ROTATION = 4;
const SINGLES = 92;

/**
 * Bytes as printable characters: one for what is frequent in WebAssembly, two for the others. gzip
 * makes 11 KB of 28 KB of kernels so, and 13.5 KB of them in two instruction sets; of base64, which
 * tears bytes apart, 15 and 30.
 */
function toText(bytes) {
  let text = '';
  for (const byte of bytes) {
    const place = (byte + ROTATION) & 0xff;
    if (place >= SINGLES) text += place < 2 * SINGLES ? '!' : ' ';
    text += String.fromCharCode(FIRST_CODE + (place % SINGLES));
  }
  return text;
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
