import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

tf.enableProdMode();

type Files = ReadonlyMap<string, Uint8Array>;

/** Normalised pictures, row-major. */
export interface PicturesNhwc {
  readonly values: Float32Array;
  /** [N,H,W,3] */
  readonly shape: readonly [number, number, number, number];
}

/** Loads a folder's files with `tf.loadGraphModel` and runs pictures -> logits, row-major. */
export async function runGraphModel(files: Files, pictures: PicturesNhwc): Promise<Float32Array> {
  const model = await loadGraphModel(handlerOf(files));
  return logitsOf(pictures, (input) => model.predict(input) as tf.Tensor);
}

/** As {@link runGraphModel} with `tf.loadLayersModel`. */
export async function runLayersModel(files: Files, pictures: PicturesNhwc): Promise<Float32Array> {
  const model = await loadLayersModel(handlerOf(files));
  return logitsOf(pictures, (input) => model.predict(input) as tf.Tensor);
}

async function logitsOf(
  { values, shape }: PicturesNhwc,
  predict: (input: tf.Tensor4D) => tf.Tensor,
): Promise<Float32Array> {
  const logits = tf.tidy(() => predict(tf.tensor4d(values, [...shape])));
  const read = await logits.data<'float32'>();
  logits.dispose();
  return read;
}

/** What tfjs does with the files of an address, with files in memory. */
function handlerOf(files: Files): tf.io.IOHandler {
  const fileOf = (name: string): Uint8Array => files.get(name) ?? new Uint8Array(0);
  return {
    load: () => {
      const json = JSON.parse(new TextDecoder().decode(fileOf('model.json'))) as tf.io.ModelJSON;
      return tf.io.getModelArtifactsForJSON(json, (manifest) => {
        const shards = manifest.flatMap(({ paths }) => paths).map(fileOf);
        const specs = manifest.flatMap(({ weights }) => weights);
        return Promise.resolve([specs, Uint8Array.from(Buffer.concat(shards)).buffer]);
      });
    },
  };
}
