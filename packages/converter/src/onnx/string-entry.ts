import { forEachField, textOf } from './wire.js';

/** A `StringStringEntryProto` of onnx.proto. */
export function readStringEntry(where: string, bytes: Uint8Array): [key: string, value: string] {
  const entry: [string, string] = ['', ''];
  forEachField(where, bytes, {
    1: (value) => {
      entry[0] = textOf(where, value);
    },
    2: (value) => {
      entry[1] = textOf(where, value);
    },
  });
  return entry;
}
