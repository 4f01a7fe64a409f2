/** Formats that are a single file, by the suffixes that ask for them. */
const SUFFIXES = {
  safetensors: ['.safetensors'],
  pth: ['.pth', '.pt', '.pth.tar'],
  pdparams: ['.pdparams'],
  npz: ['.npz'],
  onnx: ['.onnx'],
} as const;

/** A format written as one file. */
export type FileFormat = keyof typeof SUFFIXES;

const FILE_FORMATS = Object.keys(SUFFIXES) as readonly FileFormat[];

/** A format written as a folder of `model.json` and shards of weights. */
export type FolderFormat = 'tfjs-graph' | 'tfjs-layers';

/** The suffixes that are usual, for messages. */
export const USUAL_SUFFIXES = FILE_FORMATS.map((format) => SUFFIXES[format][0])
  .join(', ')
  .replace(/, ([^,]*)$/, ' and $1');

/** Every format that is written. */
export type WrittenFormat = FileFormat | FolderFormat;

const FOLDER_FORMATS: readonly FolderFormat[] = ['tfjs-graph', 'tfjs-layers'];

/** All formats that are written, for lists of choices. */
export const WRITTEN_FORMATS: readonly WrittenFormat[] = [...FILE_FORMATS, ...FOLDER_FORMATS];

export const isFolderFormat = (format: WrittenFormat): format is FolderFormat =>
  FOLDER_FORMATS.includes(format as FolderFormat);

/** Whether files of the format hold the graph besides the parameters, so that writing needs the network. */
export const holdsGraph = (format: WrittenFormat): boolean =>
  format === 'onnx' || isFolderFormat(format);

/** Whether files of the format have a place for metadata. */
export const keepsMetadata = (format: WrittenFormat): boolean =>
  format === 'safetensors' || holdsGraph(format);

/** The format that a path's suffix asks for. A folder's name tells nothing: undefined. */
export const formatOfPath = (path: string): FileFormat | undefined =>
  FILE_FORMATS.find((format) => SUFFIXES[format].some((suffix) => path.endsWith(suffix)));
