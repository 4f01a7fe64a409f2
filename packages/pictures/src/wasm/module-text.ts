// As tools/assemble.mjs writes it.
const FIRST_CODE = 35;
const ROTATION = 4;
const SINGLES = 92;
/** `!`; the other character before a second is a space. */
const MARK = 33;

/** The bytes of a module that is embedded as a text. */
export function moduleOfText(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  let offset = -FIRST_CODE - ROTATION;
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes[i];
    if (code >= FIRST_CODE) {
      bytes[length++] = code + offset;
      offset = -FIRST_CODE - ROTATION;
    } else {
      offset += code === MARK ? SINGLES : 2 * SINGLES;
    }
  }
  return bytes.subarray(0, length);
}
