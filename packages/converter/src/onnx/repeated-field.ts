/**
 * The content of a repeated field of numbers. Protobuf lets every writer choose whether they come
 * packed, one by one or in several packed pieces; one piece, the usual case, stays a view.
 */
export function repeatedField() {
  let content: Uint8Array | undefined;
  /** Holds the content as soon as it is in pieces; twice as large each time it is full. */
  let buffer = new Uint8Array(0);

  return {
    add(piece: Uint8Array): void {
      if (!content) {
        content = piece;
        return;
      }
      const { length } = content;
      if (length + piece.length > buffer.length) {
        buffer = new Uint8Array(2 * (length + piece.length));
        buffer.set(content);
      }
      buffer.set(piece, length);
      content = buffer.subarray(0, length + piece.length);
    },
    /** Undefined where the field is absent. */
    bytes: (): Uint8Array | undefined => content,
  };
}
