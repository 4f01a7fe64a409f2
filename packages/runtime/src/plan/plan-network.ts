import { type Network, outputSize, type Size, type Unit } from '@mobilenext/core';
import { encodeProgram, type KernelCall, packDepthwise, packPointwise } from '@mobilenext/kernels';
import { type Constants, constants } from './constants.js';
import { type FeatureMap, reserveFeatureMap, reservePicture, rowPointer } from './feature-map.js';
import { mapPool } from './map-pool.js';
import { memoryLayout } from './memory-layout.js';
import { is3x3, planChain } from './plan-chain.js';

/** Parameters with batch norm folded: `<convolution>.weight` OIHW, `.bias`, and the classifier. */
export type FoldedArrays = ReadonlyMap<string, Float32Array>;

export interface PlanOptions {
  readonly network: Network;
  readonly folded: FoldedArrays;
  readonly input: Size;
  /** Pictures whose features are kept for one pass of the classifier. */
  readonly classifierBatch: number;
  /** Bytes of the maps between the units of a chain that are worked on at a time. */
  readonly tileBytes: number;
}

/** A network laid out in memory, with the calls that run it. */
export interface Plan {
  readonly bytes: number;
  readonly constants: Constants['placed'];
  /** Where the rows of a picture go. */
  readonly picture: FeatureMap;
  /** Runs a picture up to its pooled features, which `features` then holds. */
  readonly program: { readonly pointer: number; readonly calls: number };
  readonly features: number;
  /** The classifier on the features of one picture or more: [n, features] -> [n, classes]. */
  readonly classifier: {
    readonly options: {
      readonly x: number;
      readonly packed: number;
      readonly y: number;
      readonly inChannels: number;
      readonly outChannels: number;
    };
  };
}

/** Lays out memory for a network on pictures of one size, and writes down the calls. */
export function planNetwork(options: PlanOptions): Plan {
  const { network, folded, input, classifierBatch, tileBytes } = options;
  const { chains, classifier } = network;
  const layout = memoryLayout();
  const pool = mapPool(layout);
  const constant = constants(layout);
  const packedFilter = (unit: Unit, inChannels: number): number =>
    constant.place(unit.convolutionKey, () => packUnit(unit, inChannels, folded));
  const context = { layout, pool, constants: constant, packedFilter };

  const first = chains[0].units[0];
  const reservePixels = first.convolution === 'dense' ? reservePicture : reserveFeatureMap;
  const picture = reservePixels(layout, {
    rows: input.height + (is3x3(first) ? 2 : 0),
    width: input.width,
    channels: first.inChannels,
    hasBorder: is3x3(first),
  });

  const calls: KernelCall[] = [];
  let map = picture;
  let size = input;
  for (const [i, chain] of chains.entries()) {
    const outSize = chain.units.reduce((before, unit) => outputSize(unit, before), size);
    const next = chains[i + 1]?.units[0];
    const output = pool.take({
      rows: outSize.height + (is3x3(next) ? 2 : 0),
      width: outSize.width,
      channels: chain.outChannels,
      hasBorder: is3x3(next),
    });
    const tileRows = tileRowsFor(chain.units, size, tileBytes);
    calls.push(...planChain(context, { chain, inputSize: size, input: map, output, tileRows }));
    pool.giveBack(map);
    map = output;
    size = outSize;
  }
  const features = layout.reserve(map.pixelBytes * classifierBatch);
  calls.push({
    kernel: 'globalPool',
    options: {
      x: map.pointer,
      out: features,
      batch: 1,
      pixels: size.height * size.width,
      channels: map.channels,
    },
  });
  const classifierFilter = {
    filter: folded.get(`${classifier.key}.weight`) as Float32Array,
    bias: folded.get(`${classifier.key}.bias`) as Float32Array,
  };
  const packed = constant.place(classifier.key, () =>
    packPointwise({
      ...classifierFilter,
      transposed: true,
      relu6: false,
      inChannels: classifier.inFeatures,
      outChannels: classifier.numClasses,
    }),
  );
  const outChannels = Math.ceil(classifier.numClasses / 4) * 4;
  const logits = layout.reserve(4 * outChannels * classifierBatch);
  const words = encodeProgram(calls);
  const pointer = constant.place('program', () => words);
  return {
    bytes: layout.bytes,
    constants: constant.placed,
    picture,
    program: { pointer, calls: calls.length },
    features,
    classifier: {
      options: {
        x: features,
        packed,
        y: logits,
        inChannels: classifier.inFeatures,
        outChannels,
      },
    },
  };
}

function packUnit(unit: Unit, inChannels: number, folded: FoldedArrays): Float32Array<ArrayBuffer> {
  const filter = folded.get(`${unit.convolutionKey}.weight`) as Float32Array;
  const shared = {
    bias: folded.get(`${unit.convolutionKey}.bias`) as Float32Array,
    relu6: unit.activation === 'relu6',
  };
  const { outChannels } = unit;
  switch (unit.convolution) {
    case 'depthwise':
      return packDepthwise({ ...shared, filter, transposed: true, channels: outChannels });
    case 'pointwise':
      return packPointwise({
        ...shared,
        filter: paddedInputs(filter, outChannels, unit.inChannels, inChannels),
        transposed: true,
        inChannels,
        outChannels,
      });
    case 'dense':
      return packPointwise({
        ...shared,
        filter: patchFilter(filter, outChannels, unit.inChannels, inChannels),
        inChannels: 9 * inChannels,
        outChannels,
      });
  }
}

/** [Cout, Cin] with zeros for the channels that fill a map up. */
function paddedInputs(filter: Float32Array, outputs: number, inputs: number, padded: number) {
  if (padded === inputs) return filter;
  const result = new Float32Array(outputs * padded);
  for (let o = 0; o < outputs; o++) {
    result.set(filter.subarray(o * inputs, (o + 1) * inputs), o * padded);
  }
  return result;
}

/** OIHW to [3 * 3 * Cin, Cout], with zeros for the channels that fill a map up. */
function patchFilter(filter: Float32Array, outputs: number, inputs: number, padded: number) {
  const result = new Float32Array(9 * padded * outputs);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let tap = 0; tap < 9; tap++) {
        result[(tap * padded + i) * outputs + o] = filter[(o * inputs + i) * 9 + tap];
      }
    }
  }
  return result;
}

/**
 * As many output rows as keep the widest map between the units within `tileBytes`; all of them if
 * they fit.
 */
function tileRowsFor(units: readonly Unit[], input: Size, tileBytes: number): number {
  let size = input;
  let perOutputRow = 0;
  let stride = 1;
  for (const unit of [...units]) stride *= unit.stride;
  for (const unit of units.slice(0, -1)) {
    size = outputSize(unit, size);
    stride /= unit.stride;
    perOutputRow = Math.max(perOutputRow, 4 * size.width * unit.outChannels * stride);
  }
  const height = units.reduce((before, unit) => outputSize(unit, before), input).height;
  if (perOutputRow * height <= 2 * tileBytes) return height;
  return Math.max(2, Math.floor(tileBytes / perOutputRow));
}
void rowPointer;
