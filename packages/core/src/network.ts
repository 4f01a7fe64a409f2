import type { Chain } from './chain.js';
import { badDropout, duplicateKey, emptyNetwork, notWhole, unitsDoNotFit } from './errors.js';

/** Dropout and a linear layer on the mean of the last chain's output. */
export interface Classifier {
  /** Key of the linear layer in a PyTorch state_dict, e.g. `classifier.1`. */
  readonly key: string;
  readonly inFeatures: number;
  readonly numClasses: number;
  /** Share of the features that training drops: 0 to 1, 1 excluded. */
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
  /** Key of the linear layer in a PyTorch state_dict. Unless given `classifier`. */
  readonly classifierKey?: string;
  /** Unless given 0. */
  readonly dropout?: number;
}

/**
 * Joins chains into a network.
 *
 * @throws {CoreError} `RECORD` if chains disagree on channels, two layers share a key, or the
 * number of classes or the dropout cannot be.
 */
export function network(options: NetworkOptions): Network {
  const { name, numClasses, classifierKey = 'classifier', dropout = 0 } = options;
  const chains = Object.freeze([...options.chains]);
  if (chains.length === 0) throw emptyNetwork(name);
  checkNumClasses(name, numClasses);
  if (!(dropout >= 0 && dropout < 1)) throw badDropout(name, dropout);
  checkNeighbours(chains);
  checkKeys(name, chains, classifierKey);
  const inFeatures = chains[chains.length - 1].outChannels;
  const classifier = Object.freeze({ key: classifierKey, inFeatures, numClasses, dropout });
  return Object.freeze({ name, chains, classifier });
}

/**
 * The same network with a classifier for another number of classes.
 *
 * @throws {CoreError} `RECORD` if that number is not whole and positive.
 */
export function withClasses<N extends Network>(from: N, numClasses: number): N {
  checkNumClasses(from.name, numClasses);
  return Object.freeze({ ...from, classifier: Object.freeze({ ...from.classifier, numClasses }) });
}

function checkNumClasses(name: string, numClasses: number): void {
  if (!Number.isInteger(numClasses) || numClasses < 1) {
    throw notWhole(`${name}: number of classes`, numClasses);
  }
}

function checkNeighbours(chains: readonly Chain[]): void {
  for (let i = 1; i < chains.length; i++) {
    const left = chains[i - 1];
    const right = chains[i];
    if (left.outChannels !== right.inChannels) {
      throw unitsDoNotFit(left.name, left.outChannels, right.name, right.inChannels);
    }
  }
}

function checkKeys(name: string, chains: readonly Chain[], classifierKey: string): void {
  const keys = new Set([classifierKey]);
  for (const { convolutionKey, normKey } of chains.flatMap(({ units }) => units)) {
    for (const key of [convolutionKey, normKey]) {
      if (keys.has(key)) throw duplicateKey(name, key);
      keys.add(key);
    }
  }
}
