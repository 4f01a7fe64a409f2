/** Parameter of an operation at a share of its range, 0 to 1. */
type Row = { readonly signed: boolean; readonly values: readonly number[] };
type Table = Readonly<Record<string, Row>>;

/** `count` numbers from `start` to `end`, as NumPy computes them. */
const linspace = (start: number, end: number, count: number): readonly number[] => {
  const step = (end - start) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? end : start + i * step));
};

/** `level / 10` of a range that begins with 0, for levels 0 to 10. */
const tenths = (most: number): readonly number[] =>
  Array.from({ length: 11 }, (_, level) => (level / 10) * most);

const TRANSLATE = 150 / 331;
const NOTHING = { signed: false, values: new Array<number>(11).fill(0) };
const upTo = (values: readonly number[]): Row => ({ signed: true, values });

const table = (up: (most: number) => readonly number[]): Table => ({
  shearX: upTo(up(0.3)),
  shearY: upTo(up(0.3)),
  translateX: upTo(up(TRANSLATE)),
  translateY: upTo(up(TRANSLATE)),
  rotate: { signed: false, values: up(30) },
  color: upTo(up(0.9)),
  contrast: upTo(up(0.9)),
  sharpness: upTo(up(0.9)),
  brightness: upTo(up(0.9)),
  autocontrast: NOTHING,
  equalize: NOTHING,
  invert: NOTHING,
});

/**
 * Of levels 0 to 9; translations are shares of the side, enhancement factors differ from 1 by the
 * parameter. Source: PaddleClas `SubPolicy`.
 */
export const PADDLECLAS_AUTO_AUGMENT: Table = {
  ...table((most) => linspace(0, most, 10)),
  posterize: { signed: false, values: [8, 8, 7, 7, 6, 6, 5, 5, 4, 4] },
  solarize: { signed: false, values: linspace(256, 0, 10) },
};

/** Of levels 0 to 10, likewise. Source: PaddleClas `RandAugment`. */
export const PADDLECLAS_RAND_AUGMENT: Table = {
  ...table(tenths),
  posterize: { signed: false, values: tenths(4).map(Math.trunc) },
  solarize: { signed: false, values: tenths(256) },
};
