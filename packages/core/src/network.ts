import type { Chain } from './chain.js';
import { duplicateKey, notWhole, unitsDoNotFit } from './errors.js';

/** Dropout and a linear layer on the mean of the last chain's output. */
export interface Classifier {
  /** Key of the linear layer in a PyTorch state_dict, e.g. `classifier.1`. */
  readonly key: string;
  readonly inFeatures: number;
  readonly numClasses: number;
  /** Share of the features that training drops. */
  readonly dropout: number;
}

/** A classification network as data: chains one after another, global mean pool, classifier. */
export interface Network {
  readonly name: string;
  readonly chains: readonly Chain[];
  readonly classifier: Classifier;
}

export interface NetworkOptions {
  readonly name: string;
  readonly chains: readonly Chain[];
  readonly numClasses: number;
  readonly classifierKey?: string;
  readonly dropout?: number;
}

/**
 * Joins chains into a network.
 *
 * @throws {CoreError} `RECORD` if chains disagree on channels or two share a key.
 */
export function network(options: NetworkOptions): Network {
  const { name, numClasses, classifierKey = 'classifier', dropout = 0 } = options;
  const chains = Object.freeze([...options.chains]);
  if (!Number.isInteger(numClasses) || numClasses < 1)
    throw notWhole('number of classes', numClasses);
  if (chains.length === 0) throw notWhole('number of chains', 0);
  checkChains(chains);
  const inFeatures = chains[chains.length - 1].outChannels;
  const classifier = Object.freeze({ key: classifierKey, inFeatures, numClasses, dropout });
  return Object.freeze({ name, chains, classifier });
}

/** The same network with a classifier for another number of classes. */
export function withClasses<N extends Network>(from: N, numClasses: number): N {
  if (!Number.isInteger(numClasses) || numClasses < 1)
    throw notWhole('number of classes', numClasses);
  return Object.freeze({ ...from, classifier: Object.freeze({ ...from.classifier, numClasses }) });
}

function checkChains(chains: readonly Chain[]): void {
  const keys = new Set<string>();
  for (const { units } of chains) {
    for (const { convolutionKey } of units) {
      if (keys.has(convolutionKey)) throw duplicateKey(convolutionKey);
      keys.add(convolutionKey);
    }
  }
  for (let i = 1; i < chains.length; i++) {
    const left = chains[i - 1];
    const right = chains[i];
    if (left.outChannels !== right.inChannels) {
      throw unitsDoNotFit(left.name, left.outChannels, right.name, right.inChannels);
    }
  }
}
