/** A class of ImageNet: a set of synonyms in WordNet 3.0. */
export interface Synset {
  /** Such as `n01440764`. */
  readonly wordnetId: string;
  /** Its words, separated by commas, such as `tench, Tinca tinca`. */
  readonly words: string;
}

export const isWordnetId = (text: string): boolean => /^n\d{8}$/.test(text);

/** By WordNet id: the order that gives every class of ImageNet its usual index. */
export const sortedSynsets = (synsets: readonly Synset[]): readonly Synset[] =>
  [...synsets].sort((a, b) => (a.wordnetId < b.wordnetId ? -1 : 1));
