// Jest compares typed arrays element by element, some hundred thousand a second. Where all bytes
// are the same, so are the elements; where not, jest finds and shows the difference.
const { expect } = require('@jest/globals');

expect.addEqualityTesters([sameBytes]);

function sameBytes(a, b) {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b)) return undefined;
  const isSame = a.constructor === b.constructor && bytesOf(a).equals(bytesOf(b));
  return isSame ? true : undefined;
}

const bytesOf = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength);
