import { type Checkpoint, readCheckpoint } from '@mobilenext/converter';
import { severalFiles } from '../errors.js';

/** A checkpoint with the files that it came from. */
export interface OpenCheckpoint {
  readonly model: File;
  /** Where an ONNX model keeps its data. */
  readonly beside: readonly File[];
  readonly checkpoint: Checkpoint;
}

/**
 * Reads one checkpoint, or one ONNX model with the files that keep its data.
 *
 * @throws {WebError} `SEVERAL_FILES` if it is not clear which file is the checkpoint.
 * @throws {ConverterError} as `readCheckpoint`.
 */
export async function openFiles(files: readonly File[]): Promise<OpenCheckpoint> {
  const model = modelAmong(files);
  const beside = files.filter((file) => file !== model);
  const named = new Map(beside.map((file) => [file.name, file]));
  return { model, beside, checkpoint: await readCheckpoint(model, { beside: named }) };
}

function modelAmong(files: readonly File[]): File {
  const models = files.length === 1 ? files : files.filter(({ name }) => /\.onnx$/i.test(name));
  if (models.length !== 1) throw severalFiles(files.map(({ name }) => name));
  return models[0];
}
