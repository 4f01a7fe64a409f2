/** How many pixels of the input one of the output covers, in OpenCV's two roundings. */
export const scaleOf = (inSize: number, outSize: number): number => 1 / (outSize / inSize);
