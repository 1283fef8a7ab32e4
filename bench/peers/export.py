"""Writes data, initial weights and batches of a workload as one safetensors file, so that the lab can start from the same numbers.

  python export.py W1 W1.safetensors

Names: train.tokens or train.x, train.labels, the same for test, batches, and weights.SEED.NAME.
"""

import json
import struct
import sys

import numpy as np
from workloads import WORKLOADS, batches, init_params, make_data

DTYPES = {np.dtype(np.float32): "F32", np.dtype(np.int32): "I32"}
BATCHES = 200


def tensors(w):
    raw, out = make_data(w), {}
    for side in ("train", "test"):
        kind = "tokens" if w.p else "x"
        out[f"{side}.{kind}"] = raw[f"t_{side}" if w.p else f"x_{side}"]
        out[f"{side}.labels"] = raw[f"y_{side}"]
    if w.batch:
        out["batches"] = batches(w, BATCHES)
    for name, value in init_params(w).items():
        for seed in range(w.seeds):
            out[f"weights.{seed}.{name}"] = value[seed] if w.seeds > 1 else value
    return out


def write(path, named):
    header, blobs, end = {}, [], 0
    for name in sorted(named):
        value = np.ascontiguousarray(named[name])
        header[name] = {"dtype": DTYPES[value.dtype], "shape": list(value.shape), "data_offsets": [end, end + value.nbytes]}
        blobs.append(value.tobytes())
        end += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


if __name__ == "__main__":
    write(sys.argv[2], tensors(WORKLOADS[sys.argv[1]]))
