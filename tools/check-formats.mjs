// Proves the files that the converter writes in the libraries that their formats come from: writes
// the golden checkpoint in every format, has each Python given load it, and onnxruntime for Node
// run it, and prints a table. docs/formats.md holds what it printed last.
//   node tools/check-formats.mjs --python .peers/venv/bin/python --python other/bin/python
// A library that no Python has is listed as not installed. Exit code 1 if a file is not as it should be.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runOnnx } from './formats/onnxruntime-node.mjs';
import { writeAll } from './formats/write.mjs';
import { root } from './workspace.mjs';

/** Float32 sums in another order, through 74 convolutions: of the largest logit. */
const LOGITS_TOLERANCE = 2e-5;
/** Parameters rounded after folding: nobody's reference, float16's eleven bits 74 times over. */
const ROUNDED_TOLERANCE = 2e-2;

const { values } = parseArgs({
  options: {
    python: { type: 'string', multiple: true, default: ['python3'] },
    peers: { type: 'string', default: join(root, '.peers') },
    shared: {
      type: 'string',
      default: process.env.MOBILENEXT_SHARED ?? join(root, '..', 'shared'),
    },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-formats-'));
try {
  await writeAll(join(values.shared, 'golden', 'checkpoints', 'good'), folder);
  const answers = [
    ...values.python.flatMap((python) => load(python)),
    ...(await runOnnx(folder, values.peers)),
  ];
  const loaded = firstOfEach(answers);
  console.log(
    [
      '| file | library | tensors | parameters | logits differ by |',
      '| - | - | - | - | - |',
      ...loaded.map(row),
    ].join('\n'),
  );
  const isShown = loaded.some(({ missing }) => !missing) && loaded.every(isRight);
  process.exitCode = isShown ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

function load(python) {
  const script = join(root, 'tools', 'formats', 'load.py');
  const { status, stdout, stderr } = spawnSync(python, [script, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${python} ${script} failed:\n${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** For each file and library the answer of the first Python that has it. */
function firstOfEach(answers) {
  const first = new Map();
  for (const answer of answers) {
    const key = `${answer.file} ${answer.library}`;
    if (!first.has(key) || first.get(key).missing) first.set(key, answer);
  }
  return [...first.values()];
}

function isRight({ file, equal = true, typed = true, logits = 0 }) {
  const tolerance = file === 'half.folded.onnx' ? ROUNDED_TOLERANCE : LOGITS_TOLERANCE;
  return equal && typed && logits <= tolerance;
}

function row({ file, library, version, missing, tensors, equal, logits }) {
  if (missing) return `| ${file} | ${library} | not installed | | |`;
  const parameters = equal === undefined ? '' : equal ? 'equal' : 'DIFFER';
  const difference = logits === undefined ? '' : logits.toExponential(1);
  return `| ${file} | ${library} ${version} | ${tensors ?? ''} | ${parameters} | ${difference} |`;
}
