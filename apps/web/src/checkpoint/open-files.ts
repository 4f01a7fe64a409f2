import { type Checkpoint, readCheckpoint, readTfjsModel } from '@mobilenext/converter';
import { severalFiles } from '../errors.js';

/** A checkpoint with the files that it came from. */
export interface OpenCheckpoint {
  readonly model: File;
  /** Where an ONNX model keeps its data. */
  readonly beside: readonly File[];
  readonly checkpoint: Checkpoint;
}

/**
 * Reads one checkpoint, or the files of one model: of ONNX with those that keep its data, of
 * TensorFlow.js with its weights.
 *
 * @throws {WebError} `SEVERAL_FILES` if it is not clear which file is the checkpoint.
 * @throws {ConverterError} as `readCheckpoint`.
 */
export async function openFiles(files: readonly File[]): Promise<OpenCheckpoint> {
  const model = modelAmong(files);
  const beside = files.filter((file) => file !== model);
  if (model.name === TFJS_MODEL) {
    const contents = files.map(
      async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const,
    );
    return { model, beside, checkpoint: readTfjsModel(new Map(await Promise.all(contents))) };
  }
  const named = new Map(beside.map((file) => [file.name, file]));
  return { model, beside, checkpoint: await readCheckpoint(model, { beside: named }) };
}

/** In a folder for TensorFlow.js, beside the shards with its weights. */
const TFJS_MODEL = 'model.json';

function modelAmong(files: readonly File[]): File {
  const isModel = ({ name }: File): boolean => name === TFJS_MODEL || /\.onnx$/i.test(name);
  const models = files.length === 1 ? files : files.filter(isModel);
  if (models.length !== 1) throw severalFiles(files.map(({ name }) => name));
  return models[0];
}
