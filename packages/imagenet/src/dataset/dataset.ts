import { badIndex } from '../errors.js';

/** How a data set was opened: what another thread needs to open it again. */
export interface DatasetOrigin {
  readonly path: string;
  /** As `openDataset` took them: plain data. */
  readonly options: object;
}

/** Pictures with labels, in a fixed order, wherever they lie. */
export interface Dataset {
  /** Where the pictures lie: a folder, an archive or a list. */
  readonly name: string;
  /** Absent where it was not opened by `openDataset`; who changes what `read` gives leaves it out. */
  readonly origin?: DatasetOrigin;
  /** The split that was found, such as `train`; null where the data have none. */
  readonly split: string | null;
  /** Number of pictures. */
  readonly length: number;
  /** Position = label. */
  readonly classes: readonly string[];
  label(index: number): number;
  /** Path of a picture; inside an archive, that of the archive and the member. */
  nameOf(index: number): string;
  /** A picture's file, as it is. @throws {ImagenetError} `DATA_UNREADABLE` */
  read(index: number): Promise<Uint8Array>;
  /** Lets go of open files; nothing can be read afterwards. */
  close(): Promise<void>;
}

/** The part in which kinds of data sets differ. */
export interface Source {
  readonly name: string;
  readonly split: string | null;
  readonly classes: readonly string[];
  readonly labels: Int32Array;
  readonly nameOf: (index: number) => string;
  readonly read: (index: number) => Promise<Uint8Array>;
  readonly close?: () => Promise<void>;
}

/** A data set from its source; questions about pictures that do not exist are `ARGUMENT` errors. */
export function datasetFrom({ labels, nameOf, read, close, ...about }: Source): Dataset {
  function checked(index: number): number {
    if (index in labels) return index;
    throw badIndex(about.name, index, labels.length);
  }
  return {
    ...about,
    length: labels.length,
    label: (index) => labels[checked(index)],
    nameOf: (index) => nameOf(checked(index)),
    read: async (index) => read(checked(index)),
    close: async () => close?.(),
  };
}
