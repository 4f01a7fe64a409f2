/** What leaves no trace in the shapes of a checkpoint. */
export type Question = 'strides' | 'identityMultiplier' | 'normalization' | 'channelOrder';

/** Each question in words, and what settles it. */
export const QUESTIONS: Readonly<
  Record<Question, { readonly words: string; readonly flag: string }>
> = {
  strides: { words: 'strides', flag: '--strides' },
  identityMultiplier: { words: 'identity multiplier', flag: '--identity-multiplier' },
  normalization: { words: 'normalization', flag: '--normalization' },
  channelOrder: { words: 'channel order', flag: '--channel-order' },
};

export const ALL_QUESTIONS = Object.keys(QUESTIONS) as readonly Question[];

/** What is taken where neither a checkpoint nor a flag says it: the paper's and PaddleClas's. */
export const TAKEN = {
  strides: 'imagenet',
  identityMultiplier: 1,
  normalization: 'imagenet',
  channelOrder: 'rgb',
} as const satisfies Readonly<Record<Question, string | number>>;
