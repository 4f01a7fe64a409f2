const MAGIC = {
  gzip: [0x1f, 0x8b],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
  bzip2: [0x42, 0x5a, 0x68],
  xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
} as const;

export type Compression = keyof typeof MAGIC;

/** How a file is compressed, by its first bytes; undefined where it is not. */
export const compressionOf = (bytes: Uint8Array): Compression | undefined =>
  (Object.keys(MAGIC) as Compression[]).find((name) =>
    MAGIC[name].every((byte, i) => bytes[i] === byte),
  );

const BY_EXTENSION: Readonly<Record<string, Compression>> = {
  ...{ gz: 'gzip', tgz: 'gzip', zst: 'zstd', bz2: 'bzip2', tbz2: 'bzip2', xz: 'xz', txz: 'xz' },
};

/** How an archive is compressed, by its name; undefined where it is not, or is no archive. */
export const compressionOfName = (name: string): Compression | undefined =>
  BY_EXTENSION[
    /\.(?:tar\.(gz|zst|bz2|xz)|(tgz|tbz2|txz))$/i.exec(name)?.slice(1).find(Boolean) ?? ''
  ];
