import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { writeFileAtomic, writeSafetensors } from '@mobilenext/converter';
import {
  applyOperations,
  decode,
  describeOperation,
  drawAugmentation,
  encodePng,
  evaluationTransform,
  type Picture,
  randomStream,
} from '@mobilenext/imagenet';
import { type Preprocessing, variants } from '@mobilenext/mobilenext';
import type { Values } from '../frame/command.js';
import { type Context, writeJson } from '../frame/context.js';
import { badCall, missingFlag } from '../frame/errors.js';
import { findAugmentation } from '../data-sets/find-augmentation.js';
import { findPictures, nameOf } from '../files/find-pictures.js';
import { prepareOutputFile } from '../files/output.js';
import { readPicture } from '../files/read-picture.js';
import { parseVariant } from '../network/parse-variant.js';
import { changePreprocessing, type PREPROCESSING_FLAGS } from '../network/preprocessing-flags.js';
import { drawKeyOf } from './draw-key.js';
import { describeOperations } from './describe-operations.js';

export type PreprocessFlags = Values<typeof PREPROCESSING_FLAGS> & {
  readonly out?: string;
  readonly variant: string;
  readonly augment?: string;
  readonly draw?: string;
  readonly force: boolean;
};

/** Prepares one picture and says what was done to it. */
export async function runPreprocess(
  word: string,
  flags: PreprocessFlags,
  context: Context,
): Promise<void> {
  const { out, augment, draw, force } = flags;
  if (augment === undefined && draw !== undefined) {
    throw missingFlag(
      '--augment NAME',
      'is missing: --draw says which of its random choices to make',
    );
  }
  const base = variants[parseVariant(flags.variant)].preprocessing;
  const preprocessing = changePreprocessing(base, flags);
  const encode = out === undefined ? undefined : encoderOf(out);
  const [source, ...more] = await findPictures([word]);
  if (more.length > 0) throw badCall(`${word} is ${more.length + 1} pictures: give one`);
  if (out !== undefined) prepareOutputFile(out, { force });

  const decoded = await decode(await readPicture(source, context), { name: nameOf(source) });
  const { picture, operations, lines } =
    augment === undefined
      ? prepared(decoded, preprocessing)
      : augmented(decoded, preprocessing, { name: augment, draw });
  if (out !== undefined && encode) await writeFileAtomic(out, await encode(picture));
  const document = {
    width: picture.width,
    height: picture.height,
    rgbSha256: createHash('sha256').update(picture.data).digest('hex'),
    operations,
  };
  if (context.json) writeJson(context, document);
  else context.stdout.write(textOf(lines, document));
}

/** What became of the picture, the operations as data and as lines for a reader. */
interface Prepared {
  readonly picture: Picture;
  readonly operations: readonly object[];
  readonly lines: readonly string[];
}

function prepared(decoded: Picture, preprocessing: Preprocessing): Prepared {
  const operations = describeOperations(decoded, preprocessing);
  return {
    picture: evaluationTransform(preprocessing)(decoded),
    operations,
    lines: linesOf(operations),
  };
}

function augmented(
  decoded: Picture,
  preprocessing: Preprocessing,
  { name, draw = '0,0,0' }: { readonly name: string; readonly draw?: string },
): Prepared {
  const random = randomStream(...drawKeyOf(draw), 'transform');
  const operations = drawAugmentation(preprocessing, findAugmentation(name), decoded, random);
  return {
    picture: applyOperations(decoded, operations),
    operations,
    lines: operations.map(describeOperation),
  };
}

type Encoder = (picture: Picture) => Uint8Array | Promise<Uint8Array>;

const ENCODERS: Readonly<Record<string, Encoder>> = {
  '.png': encodePng,
  '.safetensors': ({ width, height, data }) =>
    writeSafetensors(
      new Map([['pixels', { dtype: 'U8', shape: [height, width, 3], bytes: data }]]),
    ),
};

function encoderOf(path: string): Encoder {
  const ending = extname(path);
  if (!Object.hasOwn(ENCODERS, ending)) {
    throw badCall(`--out ${path}: must end in ${Object.keys(ENCODERS).join(' or ')}`);
  }
  return ENCODERS[ending];
}

const linesOf = (operations: ReturnType<typeof describeOperations>): readonly string[] =>
  operations.map(
    ({ name, how, width, height }) => `${name.padEnd(8)}${`${width} x ${height}`.padEnd(14)}${how}`,
  );

const textOf = (lines: readonly string[], { rgbSha256 }: { readonly rgbSha256: string }): string =>
  `${[...lines, `sha256  ${rgbSha256}  (RGB, rows from the top)`].join('\n')}\n`;
