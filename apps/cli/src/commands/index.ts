import type { ProgramOptions } from '../frame/program.js';
import { benchContender } from './bench-contender.js';
import { benchData } from './bench-data.js';
import { benchInfer } from './bench-infer.js';
import { benchKernels } from './bench-kernels.js';
import { benchScale } from './bench-scale.js';
import { benchTrain } from './bench-train.js';
import { convert } from './convert.js';
import { dataCheck } from './data-check.js';
import { dataFetch } from './data-fetch.js';
import { dataPrepare } from './data-prepare.js';
import { dataPreview } from './data-preview.js';
import { doctor } from './doctor.js';
import { evaluate } from './eval.js';
import { parity } from './parity.js';
import { predict } from './predict.js';
import { preprocess } from './preprocess.js';
import { summary } from './summary.js';
import { train } from './train.js';
import { weights } from './weights.js';

/** Every command, under the headings of the help. */
export const groups: ProgramOptions['groups'] = [
  { title: 'Look', commands: [doctor, summary] },
  { title: 'Train and use', commands: [train, evaluate, predict] },
  { title: 'Pictures', commands: [dataFetch, dataPrepare, dataCheck, dataPreview, preprocess] },
  { title: 'Weights', commands: [convert, parity, weights] },
  {
    title: 'Measure',
    commands: [benchInfer, benchTrain, benchData, benchKernels, benchScale, benchContender],
  },
];

/** What the first word of two-word commands is about. */
export const families: ProgramOptions['families'] = {
  bench: 'speed of inference, training, reading and kernels, beside peers',
  data: 'fetch named data sets, make shards of ImageNet, check pictures, look at what training will see',
};

/** Ends the help of the whole program: where a newcomer starts. */
export const EPILOGUE = `Start here:
  mobilenext data fetch fashion-mnist --out data/fashion-mnist
  mobilenext train --data data/fashion-mnist --variant 0.35-small --epochs 5 --out runs/first
  mobilenext predict picture.png --weights runs/first/best.safetensors

Networks:     NAME-small are for pictures of 32x32 pixels, the others for 224x224.
Data folders: a folder for each class, perhaps inside train/ and test/; or a list file with
              "path label" a line; or tar shards train-00.tar with CLASS/NAME.jpg inside, or
              KEY.jpg with KEY.cls; one split as 'shards/train-{000..099}.tar'.
In a clone of the repository the command is run as \`npx mobilenext\`.

Every command has its own --help with examples. Results go to stdout, the rest to stderr.
Exit codes: 0 done, 1 the work failed, 2 the call was wrong, 3 this machine lacks something.`;
