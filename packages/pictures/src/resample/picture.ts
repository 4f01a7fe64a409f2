/** An 8-bit RGB picture. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3], rows from the top, without padding. */
  readonly data: Uint8Array;
}

/** Part of a picture in whole pixels. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const CHANNELS = 3;

/** A black picture. */
export const blankPicture = (width: number, height: number): Picture => ({
  width,
  height,
  data: new Uint8Array(width * height * CHANNELS),
});
