"""PyTorch as a contender of `mobilenext bench`: the network is built from the job's own record.

    python pytorch.py eager JOB     modules one by one, channels last, batch norm as it is
    python pytorch.py frozen JOB    traced, frozen and optimised for inference

README.md has the protocol. Layout: pictures NHWC in the file, NCHW in channels-last memory here.
"""

import json
import struct
import sys
import time


def main():
    mode, path = sys.argv[1:]
    with open(path) as file:
        job = json.load(file)
    try:
        import torch
    except ImportError as error:
        venv = f"{job['peers']}/venv"
        install = f"python3 -m venv {venv} && {venv}/bin/pip install torch numpy"
        write({"missing": f"{install} ({error})"})
        return
    try:
        serve(open_job(torch, job, mode), torch, job["threads"])
    except Exception as error:  # whatever it is, the harness is to tell it
        write({"error": f"{type(error).__name__}: {error}".splitlines()[0]})


def serve(subject, torch, threads):
    check, run = subject
    write({"ready": True, "version": torch.__version__, "threads": threads})
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("check"):
            write({"values": check()})
        else:
            write({"ms": [milliseconds(run) for _ in range(request["run"])]})


def milliseconds(run):
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def write(answer):
    print(json.dumps(answer), flush=True)


def open_job(torch, job, mode):
    torch.set_num_threads(job["threads"])
    pictures = read_pictures(torch, job)
    model, keys = build(torch, job["network"]), keys_of(job["network"])
    tensors = read_safetensors(torch, job["weights"])
    model.load_state_dict({ours: tensors[key] for ours, key in keys.items()})
    model = model.to(memory_format=torch.channels_last)
    if job["task"] == "train":
        return training(torch, model, pictures, job["training"], keys)
    return inference(torch, model.eval(), pictures, mode)


def inference(torch, model, pictures, mode):
    if mode == "frozen":
        with torch.inference_mode():
            model = torch.jit.optimize_for_inference(
                torch.jit.freeze(torch.jit.trace(model, pictures))
            )

    def predict():
        with torch.inference_mode():
            return model(pictures)

    return lambda: predict().flatten().tolist(), predict


def training(torch, model, pictures, terms, keys):
    labels = torch.tensor(terms["labels"])
    loss_of = torch.nn.CrossEntropyLoss(label_smoothing=terms["labelSmoothing"])
    optimizer = torch.optim.SGD(
        groups(model, terms, keys), lr=terms["rate"], momentum=terms["momentum"], nesterov=True
    )
    model.train()

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(pictures), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return lambda: [step() for _ in range(terms["checkSteps"])], step


def groups(model, terms, keys):
    decayed = set(terms["decayed"])
    return [
        {
            "params": [
                value
                for ours, value in model.named_parameters()
                if (keys[ours] in decayed) == decays
            ],
            "weight_decay": terms["decay"] if decays else 0.0,
        }
        for decays in (True, False)
    ]


def build(torch, network):
    """The network as modules; keys_of has the record's key for each of theirs."""
    nn = torch.nn

    class Chain(nn.Module):
        def __init__(self, chain):
            super().__init__()
            self.identity = chain["identityChannels"]
            self.whole = self.identity == chain["outChannels"]
            self.units = units_of(nn, chain)

        def forward(self, x):
            y = self.units(x)
            if self.identity == 0:
                return y
            if self.whole:
                return y + x
            leading = y[:, : self.identity] + x[:, : self.identity]
            return torch.cat([leading, y[:, self.identity :]], 1)

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.chains = nn.ModuleList(Chain(chain) for chain in network["chains"])
            linear = network["classifier"]
            self.classifier = nn.Linear(linear["inFeatures"], linear["numClasses"])

        def forward(self, x):
            for chain in self.chains:
                x = chain(x)
            return self.classifier(x.mean((2, 3)))

    return Network()


def units_of(nn, chain):
    layers = []
    for unit in chain["units"]:
        side, pad = (1, 0) if unit["convolution"] == "pointwise" else (3, 1)
        channels = unit["outChannels"]
        layers.append(
            nn.Conv2d(
                unit["inChannels"],
                channels,
                side,
                stride=unit["stride"],
                padding=pad,
                groups=channels if unit["convolution"] == "depthwise" else 1,
                bias=False,
            )
        )
        layers.append(nn.BatchNorm2d(channels))
        if unit["activation"] == "relu6":
            layers.append(nn.ReLU6(inplace=True))
    return nn.Sequential(*layers)


def keys_of(network):
    """The record's key for each of ours."""
    keys = {}
    for c, chain in enumerate(network["chains"]):
        position = 0
        for unit in chain["units"]:
            conv, norm = f"chains.{c}.units.{position}", f"chains.{c}.units.{position + 1}"
            keys[f"{conv}.weight"] = f"{unit['convolutionKey']}.weight"
            for name in ("weight", "bias", "running_mean", "running_var", "num_batches_tracked"):
                keys[f"{norm}.{name}"] = f"{unit['normKey']}.{name}"
            position += 3 if unit["activation"] == "relu6" else 2
    for name in ("weight", "bias"):
        keys[f"classifier.{name}"] = f"{network['classifier']['key']}.{name}"
    return keys


def read_safetensors(torch, path):
    with open(path, "rb") as file:
        content = bytearray(file.read())
    (size,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + size])
    kinds = {"F32": torch.float32, "I64": torch.int64}
    tensors = {}
    for key, entry in header.items():
        if key == "__metadata__":
            continue
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        values = torch.frombuffer(content[begin:end], dtype=kinds[entry["dtype"]])
        tensors[key] = values.reshape(entry["shape"])
    return tensors


def read_pictures(torch, job):
    with open(job["pictures"], "rb") as file:
        values = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)
    nhwc = values.reshape(job["batch"], job["input"], job["input"], 3)
    return nhwc.permute(0, 3, 1, 2)


if __name__ == "__main__":
    main()
