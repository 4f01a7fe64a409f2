import { IMAGENET_SYNSETS } from './imagenet-synsets.js';

/** A class of ImageNet (ILSVRC2012). */
export interface ImagenetClass {
  /** 0 to 999: its place among the sorted WordNet ids, as every published network counts. */
  readonly index: number;
  /** Such as `n01440764`. */
  readonly wordnetId: string;
  /** The first of its words, such as `tench`. Two names stand for two classes: crane and maillot. */
  readonly name: string;
  /** All of its words, separated by commas, such as `tench, Tinca tinca`. */
  readonly words: string;
}

/** The 1000 classes that networks for ImageNet tell apart, by index. */
export const imagenetClasses = (): readonly ImagenetClass[] =>
  IMAGENET_SYNSETS.split('\n').map((line, index) => {
    const [wordnetId] = line.split(' ', 1);
    const words = line.slice(wordnetId.length + 1);
    return { index, wordnetId, name: words.split(', ')[0], words };
  });
