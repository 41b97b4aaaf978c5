"""Writes the files of this folder and expected.json: what PyTorch and NumPy themselves read back from them.

python3 make.py, with the versions that expected.json states. Values are compared exactly: each is a float32.
"""
import json
import os
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

here = Path(__file__).parent
os.chdir(here)
torch.manual_seed(1)
expected = {}


def save(name, value, weights, metadata=None, refused=(), **options):
    torch.save(value, name, **options)
    expected[name] = {
        "tensors": {
            key: {"shape": list(tensor.shape), "values": tensor.detach().float().flatten().tolist()}
            for key, tensor in weights.items()
        },
        "metadata": metadata or {},
        "refused": list(refused),
    }


def save_arrays(name, write, arrays, refused=(), metadata=None):
    write(name)
    expected[name] = {
        "tensors": {
            key: {"shape": list(array.shape), "values": array.astype(np.float32).flatten().tolist()}
            for key, array in arrays.items()
        },
        "metadata": metadata or {},
        "refused": list(refused),
    }


# Every type, with values that each holds exactly.
types = {
    str(dtype).split(".")[1]: torch.tensor([[0, 1, 2], [3, 100, 7]]).to(dtype)
    for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.bool)
}
for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
    types[str(dtype).split(".")[1]] = torch.randn(2, 3).to(dtype)
types["negative"] = torch.tensor([-1, -(2**40)])
types["scalar"] = torch.tensor(2.5)
types["nothing"] = torch.zeros(0, 4)
types["special"] = torch.tensor([float("inf"), -float("inf"), -0.0, 2.0**-24]).half()
save("types.pt", types, {**types, "special": types["special"][2:]})
# JSON has no infinity: those two are checked by hand.
expected["types.pt"]["tensors"].pop("special")

# Views of one storage in every order.
base = torch.arange(24.0).reshape(2, 3, 4)
views = {
    "base": base,
    "transposed": base[0].T,
    "permuted": base.permute(2, 0, 1),
    "every_other": base[:, ::2, 1::2],
    "offset": base[1, 1:],
    "column": base[:, :, 2],
    "one": base[1, 2, 3],
    "thin": base[:, :1].transpose(0, 1),
}
save("views.pt", views, views)

model = nn.Sequential(nn.Embedding(5, 4), nn.Linear(4, 3), nn.LayerNorm(3))
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
model(torch.arange(5)).sum().backward()
optimizer.step()
weights = model.state_dict()

save(
    "nanogpt.pt",
    {
        "model": {f"_orig_mod.{key}": value for key, value in weights.items()},
        "optimizer": optimizer.state_dict(),
        "model_args": {"n_layer": 2, "n_head": 1, "bias": False, "dropout": 0.0},
        "iter_num": 2000,
        "best_val_loss": torch.tensor(1.5),
        "config": {"out_dir": "out", "learning_rate": 6e-4},
    },
    weights,
    {
        "model_args.n_layer": 2,
        "model_args.n_head": 1,
        "model_args.bias": False,
        "model_args.dropout": 0,
        "iter_num": 2000,
        "config.out_dir": "out",
        "config.learning_rate": 6e-4,
    },
)
save(
    "lightning.ckpt",
    {
        "epoch": 3,
        "global_step": 750,
        "pytorch-lightning_version": "2.1.0",
        "state_dict": {f"model.{key}": value for key, value in weights.items()},
        "loops": {"fit_loop": {"state_dict": {}}},
        "callbacks": {"ModelCheckpoint": {"best": torch.tensor(1.0)}},
        "optimizer_states": [optimizer.state_dict()],
        "lr_schedulers": [],
        "hparams_name": "kwargs",
        "hyper_parameters": {"width": 4, "lr": 1e-3},
    },
    weights,
    {
        "epoch": 3,
        "global_step": 750,
        "pytorch-lightning_version": "2.1.0",
        "hparams_name": "kwargs",
        "hyper_parameters.width": 4,
        "hyper_parameters.lr": 1e-3,
    },
)
save("parallel.pth", {f"module.{key}": nn.Parameter(value) for key, value in weights.items()}, weights)
save(
    "module.pt",
    model,
    weights,
    refused=[
        "torch.nn.modules.container.Sequential",
        "torch.nn.modules.linear.Linear",
        "torch.nn.modules.normalization.LayerNorm",
        "torch.nn.modules.sparse.Embedding",
    ],
)


class Settings:
    def __init__(self):
        self.width = 4


save(
    "classes.pt",
    {"net": weights, "settings": Settings(), "mean": np.float64(0.25)},
    weights,
    {"settings.width": 4},
    ["__main__.Settings", "_codecs.encode", "numpy.core.multiarray.scalar", "numpy.dtype"],
)
torch.save(weights, "legacy.pt", _use_new_zipfile_serialization=False)
for protocol in (3, 4, 5):
    save(f"protocol{protocol}.pt", dict(weights), weights, pickle_protocol=protocol)

arrays = {
    "wte": np.random.default_rng(1).normal(size=(5, 4)).astype(np.float32),
    "half": np.arange(6, dtype=np.float16).reshape(2, 3),
    "double": np.array([0.5, 0.25]),
    "fortran": np.asfortranarray(np.arange(24, dtype=np.float32).reshape(2, 3, 4)),
    "int": np.arange(-3, 3, dtype=np.int64),
    "flags": np.array([True, False]),
    "nested/name": np.ones((1, 2), np.uint8),
    "step": np.array(1234),
}
save_arrays("stored.npz", lambda name: np.savez(name, **arrays), arrays, metadata={"step": 1234})
save_arrays(
    "deflated.npz", lambda name: np.savez_compressed(name, **arrays), arrays, metadata={"step": 1234}
)
odd = {
    "big": np.arange(3, dtype=">f4"),
    "objects": np.array([{}, None], dtype=object),
    "record": np.zeros(2, dtype=[("a", "f4")]),
    "complex": np.zeros(2, np.complex64),
    "text": np.array(["a"]),
}
save_arrays(
    "odd.npz",
    lambda name: np.savez(name, fine=arrays["wte"], **odd),
    {"fine": arrays["wte"]},
    refused=sorted(odd),
)


def write_versions(name):
    import zipfile

    with zipfile.ZipFile(name, "w") as archive:
        for version in ((1, 0), (2, 0), (3, 0)):
            with archive.open(f"v{version[0]}.npy", "w") as member:
                np.lib.format.write_array(member, arrays["wte"], version=version)


save_arrays("versions.npz", write_versions, {f"v{v}": arrays["wte"] for v in (1, 2, 3)})

expected["versions"] = {"python": sys.version.split()[0], "torch": torch.__version__, "numpy": np.__version__}
Path("expected.json").write_text(json.dumps(expected, indent=None, separators=(",", ":")) + "\n")
