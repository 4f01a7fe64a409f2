/** Why a training run cannot start or go on; {@link code} says which kind of reason. */
export class TrainerError extends Error {
  override readonly name = 'TrainerError';

  constructor(
    /**
     * `SETTING`: a setting that does not exist or a value that it does not take; `DATA`: a data set
     * that cannot be trained on; `DIVERGED`: the loss is no number any more; `RESUME`: a checkpoint
     * that this run cannot go on from; `FINISHED`: a run with nothing left to train. Files that
     * cannot be read or written are the converter's errors, pictures imagenet's.
     */
    readonly code: 'SETTING' | 'DATA' | 'DIVERGED' | 'RESUME' | 'FINISHED',
    message: string,
  ) {
    super(message);
  }
}

export const notASetting = (text: string): TrainerError =>
  new TrainerError('SETTING', `'${text}' is no setting: write it as optimizer.momentum=0.9`);

export const unknownSetting = (path: string, nearest: readonly string[]): TrainerError =>
  new TrainerError('SETTING', `no setting is called '${path}': did you mean ${orList(nearest)}?`);

export const badSetting = (path: string, value: unknown, wanted: string): TrainerError =>
  new TrainerError('SETTING', `${path} is ${JSON.stringify(value)}: it takes ${wanted}`);

export const unknownRecipe = (name: string, known: readonly string[]): TrainerError =>
  new TrainerError('SETTING', `no recipe is called '${name}': known are ${known.join(', ')}`);

export const classesDiffer = (set: string, has: number, wanted: number): TrainerError =>
  new TrainerError(
    'DATA',
    `${set} has ${has} classes, the network ${wanted}: build the network with numClasses ${has}`,
  );

export const noPictures = (set: string): TrainerError =>
  new TrainerError('DATA', `${set} has no picture that can be read: check its path and split`);

export const networkDiffers = (what: string, has: number, wanted: number): TrainerError =>
  new TrainerError(
    'SETTING',
    `${what} is ${wanted} in the settings, ${has} in the network: build it from the settings`,
  );

/** Epoch and iteration as the log counts them, from 1. */
export const diverged = (epoch: number, iteration: number, loss: number): TrainerError =>
  new TrainerError(
    'DIVERGED',
    `the loss is ${loss} in epoch ${epoch}, iteration ${iteration}: try a smaller schedule.rate ` +
      'or a longer schedule.warmup; the last checkpoint before it is intact',
  );

export const notARun = (path: string, what: string): TrainerError =>
  new TrainerError(
    'RESUME',
    `${path} is no checkpoint to resume from: ${what}; give a run's last.safetensors, or start anew`,
  );

export const resumeDiffers = (
  path: string,
  what: string,
  has: unknown,
  wanted: unknown,
): TrainerError =>
  new TrainerError(
    'RESUME',
    `${path} was made with ${what} ${JSON.stringify(has)}, this run has ${JSON.stringify(wanted)}: ` +
      'resume with the same, or start a new run from it as initial weights',
  );

/** @param trained epochs, at least as many as `asked`. */
export const finished = (path: string, trained: number, asked: number): TrainerError =>
  new TrainerError(
    'FINISHED',
    trained === asked
      ? `${path} is finished, with all ${trained} epochs trained: set more epochs to go on`
      : `${path}: ${trained} epochs are trained already, more than the ${asked} asked for`,
  );

const orList = (names: readonly string[]): string => names.join(' or ');
