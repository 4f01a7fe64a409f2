"""Exports MobileNeXt to ONNX as users of PaddleClas do: the network in paddle.nn under PaddleClas's
names, then paddle.onnx.export, which is paddle2onnx.

  python3 tools/formats/export_paddle.py NETWORK.json OUT [--weights IN.pdparams]

NETWORK.json is the record that mobileNeXt() of @mobilenext/mobilenext gives. Writes OUT.onnx,
OUT.folded.onnx with the batch norms folded in Paddle, and OUT.npz with two pictures and Paddle's
logits for them, by which `mobilenext parity` judges what was read.

Without --weights each parameter repeats seven values, so that a test can state them and the files
pack well: packages/converter/fixtures has such files.
"""

import argparse
import json
import sys

import numpy
import paddle
from paddle import nn
from paddle.quantization.imperative.fuse_utils import _fuse_conv_bn_eval


def main():
    parser = argparse.ArgumentParser()
    for name in ("network", "out", "--weights"):
        parser.add_argument(name)
    options = parser.parse_args()
    with open(options.network, encoding="utf-8") as file:
        model = MobileNeXt(json.load(file))
    model.eval()
    state = paddle.load(options.weights) if options.weights else repeated(model.state_dict())
    missing, unexpected = model.set_state_dict(state)
    if missing or unexpected:
        sys.exit(f"missing {missing}, unexpected {unexpected}")
    pictures = numpy.random.default_rng(0).standard_normal((2, 3, 64, 64)).astype("float32")
    with paddle.no_grad():
        logits = model(paddle.to_tensor(pictures)).numpy().astype("float64")
    numpy.savez(f"{options.out}.npz", **{"x": pictures, "x.logits64": logits})
    export(model, options.out)
    for layer in model.sublayers(include_self=True):
        if isinstance(layer, nn.Sequential):
            fold(layer)
    export(model, f"{options.out}.folded")


def repeated(state):
    """Of parameter k the i-th value, in PyTorch's layout, by (i + k) % 7."""
    arrays = {}
    for k, (name, tensor) in enumerate(state.items()):
        is_linear = name.startswith("classifier") and len(tensor.shape) == 2
        shape = tensor.shape[::-1] if is_linear else tensor.shape
        step = (numpy.arange(numpy.prod(shape)) + k) % 7
        is_scale = name.endswith("_variance") or (len(shape) == 1 and name.endswith("weight"))
        values = ((step + 4) / 8 if is_scale else (step - 3) / 8).astype("float32").reshape(shape)
        arrays[name] = numpy.ascontiguousarray(values.T) if is_linear else values
    return arrays


def export(model, out):
    spec = paddle.static.InputSpec([None, 3, None, None], "float32", "pictures")
    paddle.onnx.export(model, out, input_spec=[spec], opset_version=13)


def fold(layers):
    """Convolutions with the batch norms behind them, which are left out."""
    names = list(layers._sub_layers)
    for name, following in zip(names, names[1:]):
        convolution, norm = layers[name], layers[following]
        if isinstance(convolution, nn.Conv2D) and isinstance(norm, nn.BatchNorm2D):
            layers[name] = _fuse_conv_bn_eval(convolution, norm)
            layers[following] = nn.Identity()


def unit_layers(unit):
    """Convolution, batch norm and activation, each behind the name that its keys have in its chain."""
    is_pointwise = unit["convolution"] == "pointwise"
    convolution = nn.Conv2D(
        unit["inChannels"],
        unit["outChannels"],
        1 if is_pointwise else 3,
        stride=unit["stride"],
        padding=0 if is_pointwise else 1,
        groups=unit["outChannels"] if unit["convolution"] == "depthwise" else 1,
        bias_attr=False,
    )
    at = int(unit["convolutionKey"].split(".")[-1])
    yield str(at), convolution
    yield str(at + 1), nn.BatchNorm2D(unit["outChannels"])
    if unit["activation"] == "relu6":
        yield str(at + 2), nn.ReLU6()


def sequential(chain):
    return nn.Sequential(*[layer for unit in chain["units"] for layer in unit_layers(unit)])


class Block(nn.Layer):
    def __init__(self, chain):
        super().__init__()
        self.conv = sequential(chain)
        self.channels = chain["identityChannels"]
        self.is_whole = self.channels == chain["inChannels"]

    def forward(self, x):
        out = self.conv(x)
        if self.channels == 0:
            return out
        if self.is_whole:
            return out + x
        # In place, as PaddleClas has it: paddle2onnx writes a ScatterElements.
        channels = self.channels
        out[:, :channels, :, :] = out[:, :channels, :, :] + x[:, :channels, :, :]
        return out


class MobileNeXt(nn.Layer):
    def __init__(self, network):
        super().__init__()
        stem, *blocks = network["chains"]
        self.features = nn.Sequential(sequential(stem), *[Block(block) for block in blocks])
        self.avgpool = nn.AdaptiveAvgPool2D((1, 1))
        classifier = network["classifier"]
        self.classifier = nn.Sequential(
            nn.Dropout(classifier["dropout"]),
            nn.Linear(classifier["inFeatures"], classifier["numClasses"]),
        )

    def forward(self, pictures):
        return self.classifier(paddle.flatten(self.avgpool(self.features(pictures)), 1))


if __name__ == "__main__":
    main()
