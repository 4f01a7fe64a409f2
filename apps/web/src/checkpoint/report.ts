import { stateDict } from '@mobilenext/core';
import {
  ConverterError,
  describeCheckpoint,
  fitToNetwork,
  type TensorMap,
} from '@mobilenext/converter';
import { mobileNeXt, runFactsOf } from '@mobilenext/mobilenext';
import { problemOf } from '../errors.js';
import type { Report } from '../protocol.js';
import type { OpenCheckpoint } from './open-files.js';

/** What a checkpoint holds; one of another network has the reason why in place of its network. */
export function reportOf({ model, beside, checkpoint }: OpenCheckpoint): Report {
  const { format, metadata, tensors, ema } = checkpoint;
  return {
    name: model.name,
    beside: beside.map(({ name }) => name),
    bytes: [model, ...beside].reduce((sum, { size }) => sum + size, 0),
    format,
    metadata,
    hasAverage: ema !== undefined,
    tensors: [...tensors].map(([key, { dtype, shape }]) => ({ key, dtype, shape })),
    saved: runFactsOf(metadata),
    network: networkOf(tensors),
  };
}

function networkOf(tensors: TensorMap): Report['network'] {
  try {
    const description = describeCheckpoint(tensors);
    const { unexpected } = fitToNetwork(tensors, stateDict(mobileNeXt(description)), {
      leaveOut: true,
    });
    return { ...description, unexpected };
  } catch (error) {
    if (!(error instanceof ConverterError)) throw error;
    return { problem: problemOf(error) };
  }
}
