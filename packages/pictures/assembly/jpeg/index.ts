export { decodeSequential } from './baseline';
export { cleanSegment } from './clean';
export { buildTable } from './huffman-table';
export { inverseDct } from './inverse-dct';
export { decodeFirstAc, decodeFirstDc, refineAc, refineDc } from './progressive';
export { renderColor, renderGrey } from './render';
export { fillZigzag } from './zigzag';
