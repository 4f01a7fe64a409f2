import tables from '../fixtures/tables.json';
import { type MobileNeXt, mobileNeXt, type Strides } from '../src/index.js';

/** Rows of a table by their digest, and themselves where the fixture has them. */
export interface Digested {
  readonly sha256: string;
  readonly rows?: readonly unknown[];
}

/** One network of the authors' code, see fixtures/README.md. */
export interface Original {
  readonly width: number;
  readonly classes: number;
  readonly strides: Strides;
  readonly parameters: number;
  readonly blocks: readonly unknown[];
  readonly stateDict: Digested;
  readonly multiplyAdds: readonly {
    readonly side: number;
    readonly total: number;
    readonly layers: Digested;
  }[];
}

// TypeScript reads a stride of the JSON file as any number.
export const originals = tables as unknown as readonly Original[];

/** What is common to both forms of the tables. */
type Built = Pick<Original, 'width' | 'classes' | 'strides'>;

export const ours = ({ width, classes, strides }: Built): MobileNeXt =>
  mobileNeXt({ width, numClasses: classes, strides });

export const title = ({ width, classes, strides }: Built): string =>
  `width ${width}, ${classes} classes, stem stride ${strides.stem}`;
