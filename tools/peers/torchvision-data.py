"""torchvision's transforms on Pillow, in a DataLoader of PyTorch: a contender of `mobilenext bench data`.

    python torchvision-data.py JOB

README.md has the protocol; a run is an epoch. Batches are uint8, as ours: normalising comes later.
"""

import json
import sys
import time


def main():
    with open(sys.argv[1]) as file:
        job = json.load(file)
    try:
        import torch
        import torchvision
    except ImportError as error:
        venv = f"{job['peers']}/venv"
        install = f"python3 -m venv {venv} && {venv}/bin/pip install torch torchvision pillow"
        write({"missing": f"{install} ({error})"})
        return
    try:
        serve(torch, torchvision, job)
    except Exception as error:  # whatever it is, the harness is to tell it
        write({"error": f"{type(error).__name__}: {error}".splitlines()[0]})


def serve(torch, torchvision, job):
    torch.set_num_threads(1)
    training = job["transform"] == "training"
    dataset = torchvision.datasets.ImageFolder(job["data"], transform_of(torchvision, job))
    options = {"batch_size": job["batch"], "num_workers": job["workers"], "persistent_workers": True}
    loader = torch.utils.data.DataLoader(dataset, shuffle=True, **options)

    def check():
        if training:
            return [len(dataset)]
        ordered = torch.utils.data.DataLoader(dataset, shuffle=False, **options)
        sums = [x.to(torch.int64).sum((1, 2, 3)) for x, _ in ordered]
        return torch.cat(sums).tolist()

    def run():
        assert sum(len(labels) for _, labels in loader) == len(dataset)

    version = f"{torchvision.__version__}, torch {torch.__version__}"
    write({"ready": True, "version": version, "threads": job["workers"]})
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("check"):
            write({"values": check()})
        else:
            write({"ms": [milliseconds(run) for _ in range(request["run"])]})


def transform_of(torchvision, job):
    t = torchvision.transforms
    if job["transform"] == "training":
        steps = [t.RandomResizedCrop(job["size"]), t.RandomHorizontalFlip()]
    else:
        steps = [t.Resize(job["shortSide"]), t.CenterCrop(job["size"])]
    return t.Compose([*steps, t.PILToTensor()])


def milliseconds(run):
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def write(answer):
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
