import type { InstructionSet } from '@mobilenext/kernels';
import type { MobileNeXt } from '@mobilenext/mobilenext';

/** What is timed: a prediction, or a step of training from pictures to updated parameters. */
export type Task = 'infer' | 'train';

/** What contenders can do; `data` is to load an epoch of pictures. */
export type ContenderTask = Task | 'data';

/** What distinguishes one measurement from the next. */
export interface Setting {
  /** Name of the network, e.g. `mobilenext-0.35`. */
  readonly variant: string;
  /** Side of the square pictures, in pixels. */
  readonly input: number;
  /** Pictures in a run. */
  readonly batch: number;
  readonly threads: number;
}

/**
 * What a contender is asked to do. It is written as a JSON file whose path ends the contender's
 * command line, so that drivers in any language can read it; paths are absolute.
 */
export interface Job extends Setting {
  readonly task: Task;
  /** The record of `@mobilenext/mobilenext`, dropout 0: what is dropped is each program's chance. */
  readonly network: MobileNeXt;
  /** Float32, little-endian, [batch, input, input, 3], normalised. */
  readonly pictures: string;
  /** safetensors under the network's state_dict keys, PyTorch's layout. */
  readonly weights: string;
  /** safetensors for inference: batch norms folded into `<convolution>.weight` and `.bias`. */
  readonly folded: string;
  readonly training: TrainingTerms;
  /** Of our own kernels; the fastest that the engine has unless given. */
  readonly instructionSet?: InstructionSet;
  /** Folder in which peers are installed: `node_modules`, and `venv` for Python. */
  readonly peers: string;
}

/** Stochastic gradient descent with Nesterov momentum, as `torch.optim.SGD` has it. */
export interface TrainingTerms {
  /** [batch]. */
  readonly labels: readonly number[];
  readonly labelSmoothing: number;
  readonly rate: number;
  readonly momentum: number;
  readonly decay: number;
  /** The parameters that decay. */
  readonly decayed: readonly string[];
  /** A check answers the losses of so many steps, each before its update. */
  readonly checkSteps: number;
}

/** What a contender that loads pictures is asked to do; a run is an epoch. */
export interface DataJob {
  readonly task: 'data';
  readonly transform: 'training' | 'evaluation';
  /** Folder of a folder for each class. */
  readonly data: string;
  /** Side of the square pictures, in pixels. */
  readonly size: number;
  /** To which evaluation scales the short side before it cuts out the middle. */
  readonly shortSide: number;
  /** Pictures a batch. */
  readonly batch: number;
  readonly workers: number;
  readonly peers: string;
}
