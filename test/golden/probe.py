"""Reference values for the probe of executors (src/main/worker/probe-values.ts), by plain f64 loops and nothing of the lab's.

A small network is trained for five steps: a + b mod 7, half of the table, 14 -> 6 -> 7 with tanh and biases, softmax
cross-entropy, AdamW. Weights are set by a formula; the split is drawn as the lab draws it (Philox 4x32-10, FNV-1a stream).

    python3 test/golden/probe.py        (made with CPython 3.11; needs no package)
"""

import json
import math

P, HIDDEN, STEPS = 7, 6, 5
LR, WD, B1, B2, EPS = 0.01, 0.1, 0.9, 0.98, 1e-8
SHAPES = {"layers.0.weight": (2 * P, HIDDEN), "layers.0.bias": (HIDDEN,), "layers.1.weight": (HIDDEN, P), "layers.1.bias": (P,)}
MASK = 0xFFFFFFFF


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        low0, high0 = (0xD2511F53 * c[0]) & MASK, (0xD2511F53 * c[0]) >> 32
        low1, high1 = (0xCD9E8D57 * c[2]) & MASK, (0xCD9E8D57 * c[2]) >> 32
        c = [high1 ^ c[1] ^ k[0], low1, high0 ^ c[3] ^ k[1], low0]
        k = [(k[0] + 0x9E3779B9) & MASK, (k[1] + 0xBB67AE85) & MASK]
    return c


def uniforms(n, seed, stream):
    out = []
    for block in range((n + 1) // 2):
        w = philox([block, 0, 0, 0], [seed, stream])
        out += [((w[i] >> 5) * 2**26 + (w[i + 1] >> 6)) * 2.0**-53 for i in (0, 2)]
    return out[:n]


def fnv1a(name):
    h = 0x811C9DC5
    for byte in name.encode():
        h = ((h ^ byte) * 0x01000193) & MASK
    return h


def split(rows, count, seed):
    u, order = uniforms(rows, seed, fnv1a("split")), list(range(rows))
    for i in range(rows - 1, 0, -1):
        j = math.floor(u[i] * (i + 1))
        order[i], order[j] = order[j], order[i]
    return sorted(order[:count]), sorted(order[count:])


def size(shape):
    return math.prod(shape)


def forward(w, a, b):
    w0, b0, w1, b1 = (w[name] for name in SHAPES)
    h = [math.tanh(w0[a * HIDDEN + j] + w0[(P + b) * HIDDEN + j] + b0[j]) for j in range(HIDDEN)]
    z = [sum(h[k] * w1[k * P + c] for k in range(HIDDEN)) + b1[c] for c in range(P)]
    return h, z


def softmax(z):
    top = max(z)
    e = [math.exp(x - top) for x in z]
    return [x / sum(e) for x in e]


def loss(w, rows):
    total = 0.0
    for r in rows:
        a, b = divmod(r, P)
        total -= math.log(softmax(forward(w, a, b)[1])[(a + b) % P])
    return total / len(rows)


def gradient(w, rows):
    g = {name: [0.0] * size(shape) for name, shape in SHAPES.items()}
    g0, gb0, g1, gb1 = (g[name] for name in SHAPES)
    for r in rows:
        a, b = divmod(r, P)
        h, z = forward(w, a, b)
        dz = [(p - (c == (a + b) % P)) / len(rows) for c, p in enumerate(softmax(z))]
        for c in range(P):
            gb1[c] += dz[c]
            for k in range(HIDDEN):
                g1[k * P + c] += h[k] * dz[c]
        for k in range(HIDDEN):
            dh = sum(w["layers.1.weight"][k * P + c] * dz[c] for c in range(P)) * (1 - h[k] ** 2)
            gb0[k] += dh
            g0[a * HIDDEN + k] += dh
            g0[(P + b) * HIDDEN + k] += dh
    return g


def checksum(values):
    return sum(x * math.cos(i) for i, x in enumerate(values))


def main():
    train, test = split(P * P, P * P // 2, 0)
    w = {name: [0.5 * math.sin(1 + i + 10 * t) for i in range(size(shape))] for t, (name, shape) in enumerate(SHAPES.items())}
    m = {name: [0.0] * len(x) for name, x in w.items()}
    v = {name: [0.0] * len(x) for name, x in w.items()}
    first = gradient(w, train)
    out = {"train_loss_0": loss(w, train), "test_loss_0": loss(w, test), "gradients": {name: checksum(x) for name, x in first.items()}}
    for t in range(1, STEPS + 1):
        g = gradient(w, train)
        for name in w:
            for i, x in enumerate(g[name]):
                m[name][i] = B1 * m[name][i] + (1 - B1) * x
                v[name][i] = B2 * v[name][i] + (1 - B2) * x * x
                step = m[name][i] / (1 - B1**t) / (math.sqrt(v[name][i] / (1 - B2**t)) + EPS)
                w[name][i] -= LR * (step + WD * w[name][i])
    out |= {"train_loss_5": loss(w, train), "test_loss_5": loss(w, test), "weights": {name: checksum(x) for name, x in w.items()}}
    print(json.dumps(out, indent=2))


main()
