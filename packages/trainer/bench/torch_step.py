"""The same step in PyTorch: one thread, channels_last, the network from a record in JSON.

Reads a number of steps a line, answers with their milliseconds as JSON.
    python bench/torch_step.py NETWORK.json SIDE BATCH
"""

import json
import sys
import time

import torch
from torch import nn


class Chain(nn.Module):
    def __init__(self, chain):
        super().__init__()
        self.identity, self.out = chain["identityChannels"], chain["outChannels"]
        self.units = nn.Sequential(*[layer for unit in chain["units"] for layer in layers(unit)])

    def forward(self, x):
        y = self.units(x)
        if self.identity == self.out:
            return y + x
        if self.identity > 0:
            y[:, : self.identity] += x[:, : self.identity]
        return y


def layers(unit):
    inputs, outputs, kind = unit["inChannels"], unit["outChannels"], unit["convolution"]
    size = 1 if kind == "pointwise" else 3
    groups = inputs if kind == "depthwise" else 1
    yield nn.Conv2d(inputs, outputs, size, unit["stride"], size // 2, groups=groups, bias=False)
    yield nn.BatchNorm2d(outputs)
    if unit["activation"] == "relu6":
        yield nn.ReLU6(inplace=True)


class Network(nn.Module):
    def __init__(self, network):
        super().__init__()
        classifier = network["classifier"]
        self.chains = nn.Sequential(*map(Chain, network["chains"]))
        self.dropout = nn.Dropout(classifier["dropout"])
        self.linear = nn.Linear(classifier["inFeatures"], classifier["numClasses"])

    def forward(self, x):
        return self.linear(self.dropout(self.chains(x).mean((2, 3))))


torch.set_num_threads(1)
torch.manual_seed(0)
with open(sys.argv[1], encoding="utf-8") as file:
    record = json.load(file)
side, batch = map(int, sys.argv[2:4])
model = Network(record).to(memory_format=torch.channels_last).train()
groups = [
    {"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": 1e-4},
    {"params": [p for p in model.parameters() if p.dim() == 1], "weight_decay": 0},
]
optimizer = torch.optim.SGD(groups, lr=0.01, momentum=0.9, nesterov=True)
loss_of = nn.CrossEntropyLoss(label_smoothing=0.1)
x = torch.randn(batch, 3, side, side).contiguous(memory_format=torch.channels_last)
targets = torch.arange(batch) % record["classifier"]["numClasses"]


def step():
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    loss = loss_of(model(x), targets)
    loss.backward()
    optimizer.step()
    loss.item()
    return 1000 * (time.perf_counter() - start)


for line in sys.stdin:
    print(json.dumps([step() for _ in range(int(line))]), flush=True)
