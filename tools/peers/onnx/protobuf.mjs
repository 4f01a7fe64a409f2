// As much of protobuf's wire format as an ONNX file needs: a message is a list of fields.
const VARINT = 0;
const BYTES = 2;

/** A whole number of at least 0, or an enum. */
export const integer = (field, value) => Buffer.concat([tag(field, VARINT), varint(value)]);

/** Text, raw bytes, or a message within a message. */
export function bytes(field, value) {
  const content = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([tag(field, BYTES), varint(content.length), content]);
}

/** Whole numbers in one field, packed. */
export const integers = (field, values) => bytes(field, Buffer.concat(values.map(varint)));

export const message = (...fields) => Buffer.concat(fields.flat());

const tag = (field, type) => varint((field << 3) | type);

function varint(value) {
  const groups = [];
  let rest = value;
  do {
    const more = rest >= 128;
    groups.push((rest % 128) + (more ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(groups);
}
