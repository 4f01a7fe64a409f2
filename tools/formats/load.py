"""Loads every file that write.mjs wrote in the library that its format comes from, as far as this
Python has it, and compares parameters and logits with the reference. One line of JSON a file."""

import importlib
import json
import os
import struct
import sys

import numpy

from forward import forward

DTYPES = {"F32": "<f4", "F16": "<f2", "F64": "<f8", "I64": "<i8"}


def main(folder):
    job = Job(folder)
    for format_name, library_name, load in LOADERS:
        library = import_library(library_name)
        for half in (False, True):
            name = f"half.{format_name}" if half else f"full.{format_name}"
            answer = {"file": name, "library": library_name}
            if library is None:
                answer["missing"] = True
            else:
                answer["version"] = library.__version__
                answer.update(load(library, os.path.join(folder, name), job, half))
            print(json.dumps(answer), flush=True)


def import_library(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


class Job:
    """The reference: the tensors that were converted, a picture and its logits in float64."""

    def __init__(self, folder):
        with open(os.path.join(folder, "network.json"), encoding="utf-8") as file:
            self.network = json.load(file)
        self.tensors = read_safetensors(os.path.join(folder, "reference.safetensors"))
        logits = read_safetensors(os.path.join(folder, "logits.safetensors"))
        self.pictures = logits["input"]
        self.logits = {False: logits["logits_f64"], True: logits["logits_from_f16_f64"]}

    def distance(self, logits, half):
        """Largest difference from the reference, of the largest logit."""
        reference = self.logits[half]
        return float(numpy.abs(logits - reference).max() / numpy.abs(reference).max())

    def compare(self, tensors, half, logits=None):
        """tensors: numpy arrays under PyTorch's names. Without counters where a format has none."""
        wanted = {
            key: value.astype("<f2") if half and value.dtype == numpy.float32 else value
            for key, value in self.tensors.items()
            if key in tensors or not key.endswith("num_batches_tracked")
        }
        answer = {
            "tensors": len(tensors),
            "equal": set(wanted) == set(tensors)
            and all(same(tensors[key], value) for key, value in wanted.items()),
        }
        if logits is not None:
            answer["logits"] = self.distance(logits, half)
        return answer


def same(a, b):
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def read_safetensors(path):
    """By hand, for not every Python here has the library."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    tensors = {}
    for key, entry in json.loads(content[8 : 8 + length]).items():
        if key == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        data = content[8 + length + begin : 8 + length + end]
        tensors[key] = numpy.frombuffer(data, DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def load_pth(torch, path, job, half):
    state = torch.load(path, weights_only=True)
    tensors = {key: value.float() for key, value in state.items()}
    names = {"mean": "running_mean", "variance": "running_var", "epsilon": "eps", "concat": torch.cat}
    with torch.no_grad():
        pictures = torch.tensor(job.pictures)
        logits = forward(job.network, tensors, pictures, torch.nn.functional, names)
    arrays = {key: value.numpy() for key, value in state.items()}
    return job.compare(arrays, half, logits.numpy())


def load_pdparams(paddle, path, job, half):
    state = paddle.load(path)
    tensors = {key: value.astype("float32") for key, value in state.items()}
    names = {
        "mean": "_mean",
        "variance": "_variance",
        "epsilon": "epsilon",
        "concat": paddle.concat,
    }
    pictures = paddle.to_tensor(job.pictures)
    with paddle.no_grad():
        logits = forward(job.network, tensors, pictures, paddle.nn.functional, names)
    key = job.network["classifier"]["key"] + ".weight"
    arrays = {}
    for name, value in state.items():
        array = numpy.ascontiguousarray(value.numpy().T) if name == key else value.numpy()
        arrays[name.replace("._mean", ".running_mean").replace("._variance", ".running_var")] = array
    return job.compare(arrays, half, logits.numpy())


def load_npz(_, path, job, half):
    with numpy.load(path) as arrays:
        return job.compare({key: arrays[key] for key in arrays.files}, half)


def load_safetensors(_, path, job, half):
    from safetensors.numpy import load_file

    return job.compare(load_file(path), half)


def load_onnx(onnx, path, job, half):
    """The checker and shape inference; the initialisers under state_dict names."""
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)
    typed = {value.name for value in inferred.graph.value_info} | {"logits"}
    untyped = [node.name for node in model.graph.node if node.output[0] not in typed]
    arrays = {
        tensor.name: onnx.numpy_helper.to_array(tensor)
        for tensor in model.graph.initializer
        if tensor.name in job.tensors
    }
    answer = job.compare(arrays, half)
    return {**answer, "equal": answer["equal"] and not untyped, "typed": not untyped}


def load_folded_onnx(onnx, path, job, half):
    """Its convolutions are not the reference's any more."""
    answer = load_onnx(onnx, path, job, half)
    return {"tensors": answer["tensors"], "typed": answer["typed"]}


def run_onnx(onnxruntime, path, job, half):
    """The worse of a batch of one and of the second picture of a batch of two."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (logits,) = session.run(None, {"pictures": job.pictures})
    (twice,) = session.run(None, {"pictures": numpy.concatenate([job.pictures] * 2)})
    return {"logits": max(job.distance(logits, half), job.distance(twice[1:], half))}


def run_folded_onnx(onnxruntime, path, job, _):
    """Rounded after folding, it is compared with the float32 network."""
    return run_onnx(onnxruntime, path, job, False)


LOADERS = [
    ("safetensors", "safetensors", load_safetensors),
    ("pth", "torch", load_pth),
    ("pdparams", "paddle", load_pdparams),
    ("npz", "numpy", load_npz),
    ("onnx", "onnx", load_onnx),
    ("folded.onnx", "onnx", load_folded_onnx),
    ("onnx", "onnxruntime", run_onnx),
    ("folded.onnx", "onnxruntime", run_folded_onnx),
]

if __name__ == "__main__":
    main(sys.argv[1])
