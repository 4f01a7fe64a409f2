/** Parameters, inputs or a backend that a network cannot be executed with. */
export class NnError extends Error {
  override readonly name = 'NnError';

  constructor(
    /**
     * `STATE`: tensors missing or misshapen; `INPUT`: a batch of the wrong shape;
     * `BACKEND`: the tfjs backend does not do what is asked; `MEMORY`: an allocation failed.
     */
    readonly code: 'STATE' | 'INPUT' | 'BACKEND' | 'MEMORY',
    message: string,
  ) {
    super(message);
  }
}

export const badState = (network: string, problems: readonly string[]): NnError =>
  new NnError('STATE', `the parameters do not fit ${network}: ${problems.join('; ')}`);

export const badInputShape = (shape: readonly number[], channels: number): NnError =>
  new NnError('INPUT', `input has shape [${shape.join(',')}], needs [N,H,W,${channels}]`);

export const badTargetShape = (targets: readonly number[], logits: readonly number[]): NnError =>
  new NnError('INPUT', `targets have shape [${targets.join(',')}], logits [${logits.join(',')}]`);

export const labelOutOfRange = (label: number, numClasses: number): NnError =>
  new NnError('INPUT', `label ${label} is outside 0..${numClasses - 1}`);

export const missingTensor = (key: string): NnError =>
  new NnError('STATE', `${key} is not among the tensors given`);

export const someAverages = (averages: number, parameters: number): NnError =>
  new NnError(
    'STATE',
    `${averages} of ${parameters} parameters have an average: give one for each, or none`,
  );

export const noWasmMemory = (): NnError =>
  new NnError(
    'BACKEND',
    'this version of @tensorflow/tfjs-backend-wasm hides its memory: use the version in peerDependencies',
  );

export const wasmNotReady = (): NnError =>
  new NnError('BACKEND', "tfjs's wasm backend did not start: see the lines that it printed");

export const outOfMemory = (bytes: number, what: string, heapBytes: number): NnError =>
  new NnError(
    'MEMORY',
    `no room for ${bytes} bytes (${what}): the WebAssembly heap stands at ${heapBytes} bytes ` +
      'of at most 4 GiB; use a smaller batch or picture',
  );
