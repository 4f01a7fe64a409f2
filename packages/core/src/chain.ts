import { emptyChain, identityShrinks, identityTooWide, unitsDoNotFit } from './errors.js';
import { numberUnits, type Unit, type UnitSpec } from './unit.js';

/**
 * Units in a straight line with, perhaps, the chain's input added to the leading channels of its
 * output. It is the one operation that backends execute.
 */
export interface Chain {
  /** Key of the chain's module in a PyTorch state_dict, e.g. `features.4`. */
  readonly name: string;
  /** What the chain is in its architecture, for tables and messages: `stem`, `full`, ... */
  readonly kind: string;
  readonly units: readonly Unit[];
  readonly inChannels: number;
  readonly outChannels: number;
  /** Product of the units' strides. */
  readonly stride: number;
  /** This many leading channels of the input are added to the output; 0 is no identity. */
  readonly identityChannels: number;
}

export interface ChainOptions {
  readonly name: string;
  readonly kind?: string;
  /** Prefix of the units' keys; the chain's name unless given. */
  readonly prefix?: string;
  readonly units: readonly UnitSpec[];
  readonly identityChannels?: number;
}

/**
 * A chain of convolution, batch norm and activation units.
 *
 * @throws {CoreError} `RECORD` if neighbours disagree on channels or the identity does not fit.
 */
export function chain(options: ChainOptions): Chain {
  const { name, kind = 'chain', prefix = name, identityChannels = 0 } = options;
  const units = Object.freeze(numberUnits(prefix, options.units));
  const first = units[0];
  const last = units[units.length - 1];
  if (!first || !last) throw emptyChain(name);
  checkNeighbours(units);
  const { inChannels } = first;
  const { outChannels } = last;
  const stride = units.reduce((product, unit) => product * unit.stride, 1);
  const widest = Math.min(inChannels, outChannels);
  if (!Number.isInteger(identityChannels) || identityChannels < 0 || identityChannels > widest) {
    throw identityTooWide(name, identityChannels, widest);
  }
  if (identityChannels > 0 && stride !== 1) throw identityShrinks(name, stride);
  return Object.freeze({ name, kind, units, inChannels, outChannels, stride, identityChannels });
}

function checkNeighbours(units: readonly Unit[]): void {
  for (let i = 1; i < units.length; i++) {
    const left = units[i - 1];
    const right = units[i];
    if (left.outChannels !== right.inChannels) {
      throw unitsDoNotFit(
        left.convolutionKey,
        left.outChannels,
        right.convolutionKey,
        right.inChannels,
      );
    }
  }
}
