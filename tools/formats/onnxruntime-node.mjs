// Runs the ONNX files in onnxruntime for Node, if it is installed among the peers.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSafetensors, toFloat64 } from '@mobilenext/converter';

/** One answer a file, as load.py gives them. */
export async function runOnnx(folder, peers) {
  const library = 'onnxruntime-node';
  const files = ['full.onnx', 'half.onnx', 'full.folded.onnx', 'half.folded.onnx'];
  const require = createRequire(join(resolve(peers), 'node_modules', 'x'));
  let runtime;
  try {
    runtime = require(library);
  } catch {
    return files.map((file) => ({ file, library, missing: true }));
  }
  const { version } = require(`${library}/package.json`);
  const { tensors } = readSafetensors(readFileSync(join(folder, 'logits.safetensors')));
  const { shape } = tensors.get('input');
  const values = new Float32Array(toFloat64(tensors.get('input')));
  const answers = [];
  for (const file of files) {
    const session = await runtime.InferenceSession.create(join(folder, file), {
      logSeverityLevel: 3,
    });
    const pictures = new runtime.Tensor('float32', values, shape);
    const { logits } = await session.run({ pictures });
    const key = file === 'half.onnx' ? 'logits_from_f16_f64' : 'logits_f64';
    answers.push({
      file,
      library,
      version,
      logits: distance(logits.data, toFloat64(tensors.get(key))),
    });
  }
  return answers;
}

/** Largest difference, of the largest reference. */
function distance(values, reference) {
  const worst = reference.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - values[i])),
    0,
  );
  return worst / Math.max(...reference.map(Math.abs));
}
