/**
 * Parameters and buffers outside tfjs: PyTorch's keys, PyTorch's layout (filters OIHW, classifier
 * [classes, features]), row-major. `num_batches_tracked` is an array of one element.
 */
export type Arrays = ReadonlyMap<string, Float32Array>;
