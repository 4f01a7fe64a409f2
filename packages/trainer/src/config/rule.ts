/** What a setting takes. */
export interface Rule {
  /** For messages: `a whole number of at least 1`. */
  readonly takes: string;
  readonly accepts: (value: unknown) => boolean;
}

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

export const wholeFrom = (least: number): Rule => ({
  takes: `a whole number of at least ${least}`,
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= least,
});

export const numberFrom = (least: number): Rule => ({
  takes: `a number of at least ${least}`,
  accepts: (value) => isNumber(value) && value >= least,
});

export const numberTo = (most: number): Rule => ({
  takes: `a number from 0 to ${most}`,
  accepts: (value) => isNumber(value) && value >= 0 && value <= most,
});

export const wholeTo = (most: number): Rule => ({
  takes: `a whole number from 0 to ${most}`,
  accepts: (value) => Number.isSafeInteger(value) && isNumber(value) && value >= 0 && value <= most,
});

export const positive: Rule = {
  takes: 'a number above 0',
  accepts: (value) => isNumber(value) && value > 0,
};

/** 0..1 */
export const share: Rule = {
  takes: 'a number from 0 to 1',
  accepts: (value) => isNumber(value) && value >= 0 && value <= 1,
};

/** 0..1, but not 1. */
export const shareBelowOne: Rule = {
  takes: 'a number from 0 to below 1',
  accepts: (value) => isNumber(value) && value >= 0 && value < 1,
};

export const flag: Rule = {
  takes: 'true or false',
  accepts: (value) => typeof value === 'boolean',
};

/** What may be left out. */
export const optional = ({ takes, accepts }: Rule): Rule => ({
  takes,
  accepts: (value) => value === undefined || accepts(value),
});

/** 0..255 */
export const byte: Rule = {
  takes: 'a number from 0 to 255',
  accepts: (value) => isNumber(value) && value >= 0 && value <= 255,
};

export const text: Rule = {
  takes: 'a name',
  accepts: (value) => typeof value === 'string' && value !== '',
};

export const oneOf = (...names: readonly string[]): Rule => ({
  takes: names.join(' or '),
  accepts: (value) => names.includes(value as string),
});

export const listOf = (count: number, element: Rule): Rule => ({
  takes: `a list of ${count}, each ${element.takes}: [${new Array(count).fill('0.5').join(',')}]`,
  accepts: (value) =>
    Array.isArray(value) && value.length === count && value.every(element.accepts),
});
