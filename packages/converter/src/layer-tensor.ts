/**
 * What layers call their tensors, in PyTorch's and Paddle's state dicts and in the graphs of Paddle
 * and ONNX. A note that a tool left in a state dict (thop's `total_ops`) is called otherwise.
 */
const NAMES = /(^|\.)(weight|bias|running_mean|running_var|_mean|_variance|[wb]_\d+)$|^onnx::/;

/** What our trainer keeps beside the network: `optimizer.velocity.<key>`. */
const TRAINING_STATE = /^optimizer\./;

/** Whether who leaves out a tensor of that name leaves out a part of the network. */
export const isLayerTensor = (key: string): boolean => NAMES.test(key) && !TRAINING_STATE.test(key);
