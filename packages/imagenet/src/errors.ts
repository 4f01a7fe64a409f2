import { PictureError } from '@mobilenext/pictures';
import { reasonOf } from './reason-of.js';

export type ImagenetErrorCode =
  /** The path does not exist or may not be read. */
  | 'DATA_MISSING'
  /** The path exists and holds no picture. */
  | 'DATA_EMPTY'
  /** The path holds several splits, or not the one that was asked for. */
  | 'DATA_SPLIT'
  /** Class names and what is on disk contradict each other. */
  | 'DATA_CLASSES'
  /** A list file or an archive is damaged. */
  | 'DATA_CORRUPT'
  /** An archive is compressed where it must be read at random places. */
  | 'DATA_COMPRESSED'
  /** A folder that is still being made. */
  | 'DATA_UNFINISHED'
  /** A single picture's file cannot be read. */
  | 'DATA_UNREADABLE'
  /** The bytes are something else than a picture. */
  | 'NOT_A_PICTURE'
  /** A picture that ends too early or is damaged inside. */
  | 'PICTURE_DAMAGED'
  /** A picture of a kind that is not decoded here, or too large to be worked on. */
  | 'PICTURE_UNSUPPORTED'
  /** More pictures cannot be read than the caller tolerates. */
  | 'TOO_MANY_ROTTEN'
  /** Workers that load pictures end again and again. */
  | 'WORKER_LOST'
  /** A number or a box that makes no sense. */
  | 'ARGUMENT'
  /** Something could not be fetched. */
  | 'NETWORK'
  /** What was fetched is not what is expected. */
  | 'CHECKSUM'
  /** The folder to write holds something else. */
  | 'EXISTS'
  /** The place to write is full. */
  | 'DISK_FULL'
  /** The place to write cannot be written to. */
  | 'NOT_WRITABLE';

/** Why pictures could not be found, read or prepared; {@link code} says which kind of reason. */
export class ImagenetError extends Error {
  override readonly name = 'ImagenetError';

  constructor(
    readonly code: ImagenetErrorCode,
    message: string,
    options: ErrorOptions = {},
  ) {
    super(message, options);
  }
}

export const notAPicture = (name: string, what: string): ImagenetError =>
  new ImagenetError('NOT_A_PICTURE', `${name} is ${what}, not a picture: remove or replace it`);

export const pictureDamaged = (name: string, what: string, cause: unknown): ImagenetError =>
  new ImagenetError(
    'PICTURE_DAMAGED',
    `${name} is ${what} that is cut short or damaged (${reasonOf(cause)}): replace or remove it`,
    { cause },
  );

export const pictureUnsupported = (name: string, what: string, cause: unknown): ImagenetError =>
  new ImagenetError(
    'PICTURE_UNSUPPORTED',
    `${name} is ${what}, which is not decoded here: save it as PNG or JPEG`,
    { cause },
  );

export const badSize = (what: string, value: number): ImagenetError =>
  new ImagenetError('ARGUMENT', `${what} is ${value}: it must be a whole number of at least 1`);

export const badBox = (box: string, width: number, height: number): ImagenetError =>
  new ImagenetError(
    'ARGUMENT',
    `box ${box} does not lie inside the picture of ${width}x${height} pixels`,
  );

export const noRoomForCrops = (crops: number, size: number): ImagenetError =>
  new ImagenetError(
    'ARGUMENT',
    `${crops} crops of ${size}x${size} need pictures scaled to more than ${size} pixels: set a larger size or one crop`,
  );

export const cropTooLarge = (size: string, width: number, height: number): ImagenetError =>
  new ImagenetError(
    'ARGUMENT',
    `a crop of ${size} does not fit into ${width}x${height} pixels, and the rule of PaddleClas ` +
      'does not pad: resize to a larger short side, or use the rule of torchvision',
  );

export const dataMissing = (path: string, cause: unknown): ImagenetError =>
  new ImagenetError(
    'DATA_MISSING',
    `${path} cannot be read (${reasonOf(cause)}): is the path right?`,
    {
      cause,
    },
  );

export const dataEmpty = (path: string): ImagenetError =>
  new ImagenetError(
    'DATA_EMPTY',
    `${path} holds no pictures: it should hold a folder for each class, tar shards, or be a list file`,
  );

export const noClassFolders = (path: string): ImagenetError =>
  new ImagenetError(
    'DATA_CLASSES',
    `${path} holds pictures but no classes: move them into a folder for each class, as in cat/1.jpg`,
  );

export const unknownClass = (path: string, name: string): ImagenetError =>
  new ImagenetError(
    'DATA_CLASSES',
    `${path} holds class ${name}, which is not among the class names: add it there or remove it here`,
  );

export const noSuchSplit = (
  path: string,
  split: string,
  available: readonly string[],
): ImagenetError =>
  new ImagenetError('DATA_SPLIT', `${path} has no split ${split}: it has ${available.join(', ')}`);

export const whichSplit = (path: string, available: readonly string[]): ImagenetError =>
  new ImagenetError('DATA_SPLIT', `${path} has ${available.join(', ')}: say which split to open`);

export const badListLine = (path: string, line: number, what: string): ImagenetError =>
  new ImagenetError(
    'DATA_CORRUPT',
    `${path}, line ${line}: ${what}; a line is a path, a blank and a whole number from 0`,
  );

export const badLabel = (
  path: string,
  line: number,
  label: number,
  classes: number,
): ImagenetError =>
  new ImagenetError(
    'DATA_CLASSES',
    `${path}, line ${line}: label ${label} does not exist, for there are ${classes} class names`,
  );

export const badArchive = (path: string, what: string): ImagenetError =>
  new ImagenetError('DATA_CORRUPT', `${path} ${what}: it is damaged or cut off, fetch it again`);

const DECOMPRESSORS = { gzip: 'gunzip', zstd: 'unzstd', bzip2: 'bunzip2', xz: 'unxz' } as const;

export const compressedArchive = (
  path: string,
  compression: keyof typeof DECOMPRESSORS,
): ImagenetError =>
  new ImagenetError(
    'DATA_COMPRESSED',
    `${path} is compressed (${compression}), and pictures are read at random places: ` +
      `unpack it first with ${DECOMPRESSORS[compression]}`,
  );

export const noLabelIn = (path: string, member: string, what: string): ImagenetError =>
  new ImagenetError(
    'DATA_CLASSES',
    `${path}: ${member} ${what}: a label is a whole number from 0, or one of the class names of classes.json`,
  );

export const noMembersLabel = (path: string, member: string): ImagenetError =>
  new ImagenetError(
    'DATA_CLASSES',
    `${path}: ${member} has no label: it needs a folder named after its class, or a .cls, .json or .txt of its name beside it`,
  );

export const badClassMap = (path: string, what: string): ImagenetError =>
  new ImagenetError(
    'DATA_CLASSES',
    `${path} ${what}: a class map is a line "name index" for each class, from 0 without gaps, ` +
      'or JSON such as ["cat", "dog"] or {"cat": 0, "dog": 1}',
  );

export const notAList = (path: string): ImagenetError =>
  new ImagenetError(
    'DATA_CORRUPT',
    `${path} is no list file: give a folder, a .tar, or a text file with lines "path label"`,
  );

export const unfinished = (path: string): ImagenetError =>
  new ImagenetError(
    'DATA_UNFINISHED',
    `${path} is not finished: run the same \`data prepare\` again, it goes on where it stopped`,
  );

export const unreadable = (name: string, cause: unknown): ImagenetError =>
  new ImagenetError(
    'DATA_UNREADABLE',
    `${name} cannot be read (${reasonOf(cause)}): is it still there, and may you read it?`,
    { cause },
  );

export const badDevkit = (path: string, what: string, cause?: unknown): ImagenetError =>
  new ImagenetError(
    'DATA_CORRUPT',
    `${path} ${what}: give ILSVRC2012_devkit_t12.tar.gz, and where its meta.mat cannot be read a ` +
      'list of the WordNet ids in the order of ILSVRC2012_ID',
    { cause },
  );

export const otherArchive = (path: string, what: string): ImagenetError =>
  new ImagenetError(
    'DATA_CORRUPT',
    `${path} ${what}: is it the right one? ILSVRC2012_img_train.tar is of tars, ` +
      'ILSVRC2012_img_val.tar of pictures',
  );

export const wrongCount = (path: string, has: number, wants: number): ImagenetError =>
  new ImagenetError(
    'DATA_CORRUPT',
    `${path} holds ${has} pictures, the devkit knows ${wants}: one of them is cut off or of another year`,
  );

export const noArchive = (): ImagenetError =>
  new ImagenetError(
    'ARGUMENT',
    'no archive: give ILSVRC2012_img_train.tar, ILSVRC2012_img_val.tar or both',
  );

export const noDevkit = (): ImagenetError =>
  new ImagenetError(
    'ARGUMENT',
    'the validation archive does not tell the classes of its pictures: give the devkit too, ILSVRC2012_devkit_t12.tar.gz',
  );

export const otherBeginning = (directory: string, what: string): ImagenetError =>
  new ImagenetError(
    'EXISTS',
    `${directory} was made ${what}: give the same, another folder, or --force to begin anew`,
  );

/** A split is never given up for another one, by force neither: it may be the work of hours. */
export const partWritten = (directory: string, split: string): ImagenetError =>
  new ImagenetError(
    'EXISTS',
    `${directory} holds a part of ${split}, which is not done: give its archive too, or another folder`,
  );

export const beingPrepared = (directory: string, lock: string): ImagenetError =>
  new ImagenetError(
    'EXISTS',
    `${directory} is being prepared already: wait for it, or remove ${lock} where nothing is at work`,
  );

export const shardDamaged = (path: string, what: string): ImagenetError =>
  new ImagenetError(
    'CHECKSUM',
    `${path} ${what}: it has changed since it was written, prepare it again with --force`,
  );

export const notPrepared = (directory: string): ImagenetError =>
  new ImagenetError(
    'DATA_MISSING',
    `${directory} holds no prepared data set: there is nothing to verify`,
  );

export const diskFull = (folder: string, cause: unknown): ImagenetError =>
  new ImagenetError(
    'DISK_FULL',
    `the disk of ${folder} is full (${reasonOf(cause)}): make room and run the same again, it goes on where it stopped`,
    { cause },
  );

export const tooLittleSpace = (folder: string, free: number, needed: number): ImagenetError =>
  new ImagenetError(
    'DISK_FULL',
    `${folder} has ${gigabytes(free)} free, the shards need ${gigabytes(needed)}: make room or name another disk`,
  );

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export const notWritable = (path: string, cause: unknown): ImagenetError =>
  new ImagenetError(
    'NOT_WRITABLE',
    `${path} cannot be written (${reasonOf(cause)}): choose another place`,
    { cause },
  );

export const badIndex = (name: string, index: number, length: number): ImagenetError =>
  new ImagenetError('ARGUMENT', `${name} has no picture ${index}: it has ${length}, from 0`);

/**
 * What went wrong with one picture, saying which; an error that is about something else, such as a
 * missing decoder, as it is.
 */
export function aboutPicture(name: string, error: unknown): unknown {
  const code = pictureCode(error);
  if (!code) return error;
  return new ImagenetError(code, `${name}: ${(error as Error).message}`, { cause: error });
}

function pictureCode(error: unknown): ImagenetErrorCode | undefined {
  if (error instanceof ImagenetError) return error.code;
  if (!(error instanceof PictureError) || error.code === 'MISSING') return undefined;
  return error.code === 'ARGUMENT' ? 'ARGUMENT' : 'PICTURE_UNSUPPORTED';
}

export const tooManyRotten = (
  name: string,
  rotten: number,
  samples: number,
  tolerated: number,
  cause: unknown,
): ImagenetError =>
  new ImagenetError(
    'TOO_MANY_ROTTEN',
    `${name}: already ${rotten} of ${samples} pictures cannot be used, where ${tolerated} are ` +
      `tolerated; the last: ${reasonOf(cause)}`,
    { cause },
  );

export const badShard = (rank: number, worldSize: number): ImagenetError =>
  new ImagenetError(
    'ARGUMENT',
    `rank ${rank} of ${worldSize} does not exist: ranks are whole numbers from 0 below the world's size`,
  );

export const badWorkers = (workers: number): ImagenetError =>
  new ImagenetError('ARGUMENT', `workers is ${workers}: it must be a whole number from 0`);

export const workerNeedsPath = (name: string): ImagenetError =>
  new ImagenetError(
    'ARGUMENT',
    `${name} was not opened by openDataset, so that workers cannot open it: use 0 workers`,
  );

export const loaderBusy = (): ImagenetError =>
  new ImagenetError('ARGUMENT', 'an epoch is under way: end it before another one begins');

export const loaderClosed = (): ImagenetError =>
  new ImagenetError('ARGUMENT', 'the loader was closed: open another one');

export const datasetChanged = (name: string, has: number, had: number): ImagenetError =>
  new ImagenetError(
    'DATA_CORRUPT',
    `${name} had ${had} pictures and now has ${has}: do not change it while it is read`,
  );

export const pictureFileChanged = (directory: string): ImagenetError =>
  new ImagenetError(
    'DATA_CORRUPT',
    `the pictures kept in ${directory} were changed while they were opened: start again`,
  );

export const pictureEndsWorkers = (name: string, times: number, how: string): ImagenetError =>
  new ImagenetError(
    'WORKER_LOST',
    `${name} has ended the worker that loaded it ${times} times (${how}): remove or replace it`,
  );

export const workerLost = (times: number, how: string): ImagenetError =>
  new ImagenetError(
    'WORKER_LOST',
    `a worker ended ${times} times before it loaded anything (${how}): use fewer or 0 workers`,
  );

export const otherSize = (name: string, has: string, wants: string): ImagenetError =>
  new ImagenetError(
    'ARGUMENT',
    `${name} has ${has} pixels after its transform, the batch ${wants}: all must be of one size`,
  );

export const cannotFetch = (what: string, cause: unknown, remedy: string): ImagenetError =>
  new ImagenetError('NETWORK', `${what} cannot be fetched (${reasonOf(cause)}): ${remedy}`, {
    cause,
  });

export const onlyByHand = (what: string, page: string): ImagenetError =>
  new ImagenetError(
    'NETWORK',
    `${what} is in no package registry and is not fetched from elsewhere: fetch its archive by hand ` +
      `from ${page} and give the file`,
  );

export const folderGiven = (path: string): ImagenetError =>
  new ImagenetError(
    'ARGUMENT',
    `${path} is a folder, which needs no preparation: give it to --data as it is`,
  );

export const otherContent = (what: string, has: string, wants: string): ImagenetError =>
  new ImagenetError(
    'CHECKSUM',
    `${what} has the checksum ${has}, known is ${wants}: it is damaged or another version, fetch it again`,
  );

export const folderInUse = (directory: string): ImagenetError =>
  new ImagenetError('EXISTS', `${directory} holds something else: name a new or empty folder`);

export const noFolder = (path: string): ImagenetError =>
  new ImagenetError('EXISTS', `${path} is no folder: name a new or empty one`);
