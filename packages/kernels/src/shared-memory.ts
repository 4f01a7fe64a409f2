/** What a module's only import looks like: env.memory, a memory without a maximum. */
const IMPORT = [1, 3, ...ascii('env'), 6, ...ascii('memory'), 2, 0];
const IMPORT_SECTION = 2;
const HEADER_BYTES = 8;
const IS_SHARED = 3;
/** Of 32-bit addresses; a shared memory has to name a maximum. */
const MAXIMUM_PAGES = 65536;

/**
 * The same module for a memory that threads share. WebAssembly wants to be told when it imports the
 * memory, though nothing else changes: one build serves both.
 */
export function forSharedMemory(module: Uint8Array): Uint8Array<ArrayBuffer> {
  let section = HEADER_BYTES;
  while (module[section] !== IMPORT_SECTION) {
    const [size, payload] = readUnsigned(module, section + 1);
    section = payload + size;
  }
  const [size, payload] = readUnsigned(module, section + 1);
  const minimum = module.subarray(payload + IMPORT.length, payload + size);
  const imported = [...IMPORT.slice(0, -1), ...[IS_SHARED, ...minimum, ...unsigned(MAXIMUM_PAGES)]];
  return Uint8Array.from([
    ...module.subarray(0, section + 1),
    ...unsigned(imported.length),
    ...imported,
    ...module.subarray(payload + size),
  ]);
}

/** An unsigned LEB128 number, and where what follows it begins. */
function readUnsigned(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at];
  }
}

function unsigned(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function ascii(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
