export type { Checkpoint, GraphFacts, TensorMap } from './checkpoint.js';
export { type CheckpointDescription, describeCheckpoint } from './describe-checkpoint.js';
export { download, type DownloadOptions } from './download/download.js';
export type { DownloadProgress } from './download/receive.js';
export type { Dtype } from './dtype.js';
export {
  compareTensors,
  type TensorComparison,
  type TensorDeparture,
  withoutLoneCounters,
} from './compare-tensors.js';
export { checkWritten, type Conversion, type WrittenDifference } from './check-written.js';
export { type Content, encodeFile, encodeFolder } from './encode-checkpoint.js';
export { ConverterError, type ConverterErrorCode } from './errors.js';
export { type Fit, type FitOptions, fitToNetwork, type WantedTensor } from './fit-to-network.js';
export { foldTensors, unfoldTensors } from './fold-tensors.js';
export {
  type FileFormat,
  type FolderFormat,
  formatOfPath,
  holdsGraph,
  isFolderFormat,
  keepsMetadata,
  USUAL_SUFFIXES,
  WRITTEN_FORMATS,
  type WrittenFormat,
} from './formats.js';
export { arraysFromTensors, tensorsFromArrays, toArrays } from './network-arrays.js';
export { nonFiniteKeys } from './non-finite-keys.js';
export { readNpz } from './numpy/read-npz.js';
export type { OpenBeside } from './onnx/external-data.js';
export { readOnnx } from './onnx/read-onnx.js';
export { writeNpz } from './numpy/write-npz.js';
export { type OnnxOptions, writeOnnx } from './onnx/write-onnx.js';
export { readPdparams } from './paddle/read-pdparams.js';
export { writePdparams } from './paddle/write-pdparams.js';
export { readCheckpoint } from './read-checkpoint.js';
export { withAverage } from './safetensors/average.js';
export {
  type LazyTensor,
  openSafetensors,
  type SafetensorsFile,
} from './safetensors/open-safetensors.js';
export { readSafetensors } from './safetensors/read-safetensors.js';
export { safetensorsPieces, writeSafetensors } from './safetensors/write-safetensors.js';
export type { ByteSource } from './source/byte-source.js';
export type { CheckpointSource, SourceOptions } from './source/open-source.js';
export type { StoredTensor } from './stored-tensor.js';
export { type FloatDtype, fromFloat32, toFloat32, toFloat64 } from './tensor-values.js';
export { isFolded, type TensorOptions, tensorsToWrite } from './tensors-to-write.js';
export { readTfjs, readTfjsModel } from './tfjs/read-tfjs.js';
export { readTfjsFolder } from './tfjs/read-tfjs-folder.js';
export { type TfjsOptions, writeTfjs } from './tfjs/write-tfjs.js';
export { readPth } from './torch/read-pth.js';
export { writePth } from './torch/write-pth.js';
export { writeCheckpoint, type WriteOptions } from './write-checkpoint.js';
export { type FileSystem, writeFileAtomic } from './write-file-atomic.js';
