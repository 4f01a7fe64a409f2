import { truncated } from '../errors.js';

/** Something with bytes in it, any part of which can be read. */
export interface ByteSource {
  readonly size: number;
  /** Bytes `offset` to `offset + length`, which must lie within the size. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
  /** Gives back what the source holds open. */
  readonly close: () => Promise<void>;
}

export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  close: () => Promise.resolve(),
});

/** A Blob or, in a page, a File. */
export const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  async read(offset, length) {
    const buffer = await blob.slice(offset, offset + length).arrayBuffer();
    // A file that became shorter since it was chosen.
    if (buffer.byteLength < length) throw truncated('the file', length, buffer.byteLength);
    return new Uint8Array(buffer);
  },
  close: () => Promise.resolve(),
});
