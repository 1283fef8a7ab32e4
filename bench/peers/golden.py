"""Small losses that the lab's benchmark programs have to reach too: the peers' own networks, losses and AdamW, on shrunk
workloads whose weights, splits and batches follow from an integer formula, so that nothing but these losses is stored.

  python golden.py > ../../src/main/worker/bench/golden.json

The same formula stands in src/main/worker/bench/testing/formula.ts.
"""

import argparse
import dataclasses
import json
import types

import numpy as np
from bench_jax import JaxPeer
from workloads import WORKLOADS, n_train
from workloads import init_params as drawn_params

CHECKED = (1, 2, 5, 20)
BATCHES = 20
SHRUNK = {
    "W1": {"p": 7, "sizes": (14, 9, 8, 7)},
    "W2": {"p": 7, "sizes": (14, 12, 7)},
    "W3": {"p": 9, "d_model": 11, "d_mlp": 6},
    "W4": {"p": 7, "d_model": 12, "d_mlp": 10, "heads": 3},
    "W5": {"sizes": (15, 9, 8, 4), "rows": (20, 12), "batch": 5},
    "W6": {"p": 11, "sizes": (22, 9, 8, 11)},
}


def mixed(n: int, salt: int) -> np.ndarray:
    """n uint32: the finaliser of MurmurHash3 over 2654435761 (i + 1) + 2654435769 salt."""
    with np.errstate(over="ignore"):
        u = (np.arange(1, n + 1, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(2654435769) * np.uint32(salt)).astype(np.uint32)
        u = (u ^ (u >> 16)) * np.uint32(0x85EBCA6B)
        u = (u ^ (u >> 13)) * np.uint32(0xC2B2AE35)
        return u ^ (u >> 16)


def unit(n: int, salt: int) -> np.ndarray:
    return mixed(n, salt) / 2.0**32


def make_data(w):
    def split(order, a, b):
        a, b, cut = a[order], b[order], n_train(w)
        out = {}
        for name, rows in (("train", slice(None, cut)), ("test", slice(cut, None))):
            x = np.zeros((len(a[rows]), 2 * w.p), np.float32)
            x[np.arange(len(x)), a[rows]] = 1
            x[np.arange(len(x)), w.p + b[rows]] = 1
            out |= {f"x_{name}": x, f"t_{name}": np.stack([a[rows], b[rows]], 1).astype(np.int32), f"y_{name}": ((a[rows] + b[rows]) % w.p).astype(np.int32)}
        return out

    if w.p:
        a, b = (g.ravel() for g in np.meshgrid(np.arange(w.p), np.arange(w.p), indexing="ij"))
        if not w.ordered:
            a, b = a[a <= b], b[a <= b]
        return split(np.argsort(mixed(len(a), 101), kind="stable"), a, b)
    out = {}
    for k, (name, n) in enumerate(zip(("train", "test"), w.rows)):
        out[f"x_{name}"] = unit(n * w.sizes[0], 201 + k).astype(np.float32).reshape(n, w.sizes[0])
        out[f"y_{name}"] = (mixed(n, 301 + k) % w.sizes[-1]).astype(np.int32)
    return out


def init_params(w, seed=0):
    """Element i of parameter k: uniform within 1/sqrt(rows) of a matrix, within 0.1 for a vector."""
    out = {}
    for k, (name, like) in enumerate(drawn_params(w).items()):
        bound = 1 / np.sqrt(like.shape[0]) if like.ndim == 2 else 0.1
        out[name] = ((2 * unit(like.size, k) - 1) * bound).astype(np.float32).reshape(like.shape)
    return out


def batches(w, steps):
    if not w.batch:
        return None
    return (mixed(BATCHES * w.batch, 401) % w.rows[0]).astype(np.int32).reshape(BATCHES, w.batch)


def losses(name):
    w = dataclasses.replace(WORKLOADS[name], **SHRUNK[name])
    source = types.SimpleNamespace(make_data=make_data, init_params=init_params, batches=batches)
    peer = JaxPeer(w, argparse.Namespace(mode="jit", variant=w.variants[0], threads=1, until=0), source)
    peer.reset(0)
    train, step = [], 0
    for checked in CHECKED:
        peer.run(checked - step)
        step = checked
        train.append(peer.train_loss())
    test_loss, test_accuracy = peer.evaluate()
    return {"shrunk": SHRUNK[name], "train_loss": train, "test_loss": test_loss, "test_accuracy": test_accuracy}


if __name__ == "__main__":
    import jax

    versions = {"jax": jax.__version__, "numpy": np.__version__}
    print(json.dumps({"made_by": "bench/peers/golden.py", "versions": versions, "steps": CHECKED, "workloads": {n: losses(n) for n in SHRUNK}}, indent=1))
