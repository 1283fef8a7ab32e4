"""The workloads of the benchmark as the peers see them: sizes, data, initial weights and matrix shapes.

Every peer reads this file, starts from the same numbers and therefore has to reach the same loss after the same number
of steps.  The lab's own side of it is src/main/worker/bench/workload.ts.  Only numpy is needed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Workload:
    name: str
    title: str
    kind: str  # "mlp", "pair" or "transformer"
    p: int = 0  # modulus; 0 where the data are not modular addition
    sizes: tuple[int, ...] = ()  # layer sizes of an MLP
    bias: bool = True
    activation: str = "relu"  # or "square"
    loss: str = "ce"  # or "mse" (mean over rows and outputs)
    loss_divisor: float = 1.0
    fraction: float = 0.4  # share of all pairs that is trained on
    ordered: bool = True  # all (a, b) or only a <= b
    init: str = "torch"  # "torch": U(+-1/sqrt(fan_in)); "normal.1": N(0, 0.1^2)
    init_scale: float = 1.0
    lr: float = 1e-2
    wd: float = 1.0
    betas: tuple[float, float] = (0.9, 0.98)
    eps: float = 1e-8
    lr_warmup: int = 0  # linear, lr * min(t / lr_warmup, 1), t = 1, 2, ...
    batch: int = 0  # 0: full batch
    rows: tuple[int, int] = (0, 0)  # train and test rows of synthetic data
    seeds: int = 1  # models trained side by side
    variants: tuple[str, ...] = ("onehot", "gather")  # the first one is the default
    d_model: int = 0
    d_mlp: int = 0
    heads: int = 0


WORKLOADS = {
    w.name: w
    for w in (
        Workload("W1", "reference MLP, p 59", "mlp", p=59, sizes=(118, 200, 200, 59)),
        Workload("W2", "quadratic MLP, p 31 (Gromov, AdamW)", "mlp", p=31, sizes=(62, 256, 31), bias=False,
                 activation="square", loss="mse", fraction=0.5, init="normal.1", lr=5e-3),
        Workload("W3", "24-neuron MLP, p 67 (PAIR)", "pair", p=67, ordered=False, loss_divisor=67.0, d_model=500,
                 d_mlp=24, variants=("naive", "collapsed")),
        Workload("W4", "1-layer transformer, p 113 (Nanda)", "transformer", p=113, fraction=0.3, lr=1e-3, lr_warmup=10,
                 d_model=128, d_mlp=512, heads=4, variants=("full", "last")),
        Workload("W5", "MNIST-1k MLP (Omnigrok)", "mlp", sizes=(784, 200, 200, 10), loss="mse", init_scale=8.0,
                 lr=1e-3, wd=0.01, betas=(0.9, 0.999), batch=200, rows=(1000, 2000), variants=("dense",)),
        Workload("W6", "MLP, p 113 (Prieto sizes)", "mlp", p=113, sizes=(226, 200, 200, 113), bias=False),
        Workload("W7", "W1 for 16 seeds at once", "mlp", p=59, sizes=(118, 200, 200, 59), seeds=16),
    )
}


def make_data(w: Workload, data_seed: int = 0) -> dict[str, np.ndarray]:
    """x_*: dense float32 inputs, t_*: integer tokens (a, b), y_*: labels; * = train, test."""
    rng = np.random.default_rng(1000 + data_seed)
    if not w.p:
        n = sum(w.rows)
        x = rng.random((n, w.sizes[0]), dtype=np.float32)
        y = rng.integers(0, w.sizes[-1], n).astype(np.int32)
        n_train = w.rows[0]
        return {"x_train": x[:n_train], "y_train": y[:n_train], "x_test": x[n_train:], "y_test": y[n_train:]}
    a, b = (g.ravel() for g in np.meshgrid(np.arange(w.p), np.arange(w.p), indexing="ij"))
    if not w.ordered:
        a, b = a[a <= b], b[a <= b]
    order = rng.permutation(len(a))
    a, b = a[order], b[order]
    n_train = int(w.fraction * len(a))
    tokens = np.stack([a, b], 1).astype(np.int32)
    y = ((a + b) % w.p).astype(np.int32)
    x = np.zeros((len(a), 2 * w.p), np.float32)
    x[np.arange(len(a)), a] = 1
    x[np.arange(len(a)), w.p + b] = 1
    out = {}
    for split, s in (("train", slice(None, n_train)), ("test", slice(n_train, None))):
        out[f"x_{split}"], out[f"t_{split}"], out[f"y_{split}"] = x[s], tokens[s], y[s]
    return out


def batches(w: Workload, steps: int, seed: int = 0) -> np.ndarray | None:
    """Row numbers of every step's mini-batch (a new permutation an epoch), or None for full batch."""
    if not w.batch:
        return None
    rng = np.random.default_rng(3000 + seed)
    per_epoch = w.rows[0] // w.batch
    epochs = -(-steps // per_epoch)
    perms = np.concatenate([rng.permutation(w.rows[0]) for _ in range(epochs)])
    return perms.reshape(-1, w.batch)[:steps].astype(np.int32)


def init_params(w: Workload, seed: int = 0) -> dict[str, np.ndarray]:
    """Initial weights, matrices stored as (inputs, outputs).  With seeds > 1 there is a leading axis."""
    if w.seeds > 1:
        each = [_init_one(w, seed * w.seeds + i) for i in range(w.seeds)]
        return {k: np.stack([e[k] for e in each]) for k in each[0]}
    return _init_one(w, seed)


def _init_one(w: Workload, seed: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(2000 + seed)

    def normal(*shape: int, sd: float) -> np.ndarray:
        return (sd * rng.standard_normal(shape)).astype(np.float32)

    def truncated(*shape: int, sd: float) -> np.ndarray:
        z = rng.standard_normal(shape)
        while (bad := np.abs(z) > 2).any():
            z[bad] = rng.standard_normal(bad.sum())
        return (sd * z).astype(np.float32)

    out: dict[str, np.ndarray] = {}
    if w.kind == "mlp":
        for i, (m, n) in enumerate(zip(w.sizes, w.sizes[1:])):
            bound = w.init_scale / np.sqrt(m)
            if w.init == "torch":
                out[f"w{i}"] = rng.uniform(-bound, bound, (m, n)).astype(np.float32)
            else:
                out[f"w{i}"] = normal(m, n, sd=0.1)
            if w.bias:
                out[f"b{i}"] = rng.uniform(-bound, bound, n).astype(np.float32)
    elif w.kind == "pair":
        d, h = w.d_model, w.d_mlp
        out["emb"] = truncated(w.p, d, sd=np.sqrt(2 / w.p) / 0.8796)
        out["w_in"] = truncated(d, h, sd=1 / np.sqrt(d))
        out["w_out"] = truncated(h, d, sd=1 / np.sqrt(h))
    else:
        d, vocab = w.d_model, w.p + 1
        sd = 1 / np.sqrt(d)
        out["emb"], out["pos"] = normal(vocab, d, sd=sd), normal(3, d, sd=sd)
        for k in ("w_q", "w_k", "w_v", "w_o"):
            out[k] = normal(d, d, sd=sd)
        out["w_in"], out["b_in"] = normal(d, w.d_mlp, sd=sd), np.zeros(w.d_mlp, np.float32)
        out["w_out"], out["b_out"] = normal(w.d_mlp, d, sd=sd), np.zeros(d, np.float32)
        out["w_u"] = normal(d, vocab, sd=1 / np.sqrt(vocab))
    return out


def n_train(w: Workload) -> int:
    pairs = w.p * w.p if w.ordered else w.p * (w.p + 1) // 2
    return int(w.fraction * pairs) if w.p else w.rows[0]


def gemms(w: Workload, variant: str = "") -> list[tuple[int, int, int, str]]:
    """Matrix products of one training step as (m, n, k, kind): C[m, n] = A[m, k] B[k, n].

    kind: "nn" plain, "tn" A is stored transposed (weight gradients), "nt" B is stored transposed
    (input gradients).  The first layer needs no input gradient.  Table look-ups are not matrix products.
    """
    variant = variant or w.variants[0]
    rows = w.batch or n_train(w)
    out: list[tuple[int, int, int, str]] = []

    def layer(r: int, m: int, n: int, input_grad: bool = True) -> None:
        out.extend([(r, n, m, "nn"), (m, n, r, "tn")])
        if input_grad:
            out.append((r, m, n, "nt"))

    if w.kind == "mlp":
        for _ in range(w.seeds):
            for i, (m, n) in enumerate(zip(w.sizes, w.sizes[1:])):
                if i == 0 and variant == "gather":
                    continue
                layer(rows, m, n, input_grad=i > 0)
    elif w.kind == "pair":
        d, h = w.d_model, w.d_mlp
        if variant == "naive":
            layer(rows, d, h), layer(rows, h, d), layer(rows, d, w.p)
        else:
            layer(w.p, d, h), layer(h, d, w.p), layer(rows, h, w.p)
    else:
        d, h, vocab = w.d_model, w.d_mlp, w.p + 1
        if variant == "full":  # the small products of attention are left out
            layer(3 * rows, d, 3 * d), layer(3 * rows, d, d), layer(3 * rows, d, h), layer(3 * rows, h, d)
        else:
            layer(2 * vocab, d, 2 * d), layer(rows, d, d), layer(rows, d, h), layer(rows, h, d)
        layer(rows, d, vocab)
    return out


def gflop(w: Workload, variant: str = "") -> float:
    return sum(2 * m * n * k for m, n, k, _ in gemms(w, variant)) / 1e9


if __name__ == "__main__":
    for name, w in WORKLOADS.items():
        for v in w.variants:
            print(f"{name} {w.title:38s} {v:10s} train rows {n_train(w):6d}  {gflop(w, v):8.3f} GFLOP a step")
