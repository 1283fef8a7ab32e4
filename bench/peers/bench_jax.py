"""Peer: JAX on the CPU, the whole training step (forward, backward, AdamW) in one program.

  jit   one call a step, waiting for the result every 10 steps
  scan  one call for 100 steps (lax.scan), 20 of the slow workloads; evaluation every 10 steps inside the program.
        With --until one call is 10 steps and an evaluation, so that it ends where the accuracy is reached.

  python bench_jax.py --workload W1 --mode scan --threads 2 --steps 300 --json
"""

import workloads
from harness import EVAL_EVERY, finish, parse

MODES = ["jit", "scan"]
SCAN, SLOW_SCAN = 100, 20
SLOW = ("W4", "W7")  # where a call takes a millisecond more or less does not matter


def forward(w, variant, p, data):
    import jax
    import jax.numpy as jnp

    if w.kind == "mlp":
        layers, h = len(w.sizes) - 1, data["x"]
        for i in range(layers):
            if i == 0 and variant == "gather":
                h = p["w0"][data["a"]] + p["w0"][data["b"]]
            else:
                h = h @ p[f"w{i}"]
            if w.bias:
                h = h + p[f"b{i}"]
            if i + 1 < layers:
                h = jax.nn.relu(h) if w.activation == "relu" else h * h
        return h
    if w.kind == "pair":
        if variant == "naive":
            e = p["emb"][data["ta"]] + p["emb"][data["tb"]]
            return jax.nn.relu(e @ p["w_in"]) @ p["w_out"] @ p["emb"].T
        table = p["emb"] @ p["w_in"]
        return jax.nn.relu(table[data["ta"]] + table[data["tb"]]) @ (p["w_out"] @ p["emb"].T)
    d, nh = w.d_model, w.heads
    dh = d // nh
    if variant == "full":
        n = data["seq"].shape[0]
        x = p["emb"][data["seq"]] + p["pos"]
        q, k, v = ((x @ p[f"w_{s}"]).reshape(n, 3, nh, dh) for s in "qkv")
        score = jnp.einsum("nqhd,nkhd->nhqk", q, k) * dh**-0.5
        score = jnp.where(data["mask"], -jnp.inf, score)
        z = jnp.einsum("nhqk,nkhd->nqhd", jax.nn.softmax(score, -1), v).reshape(n, 3, d)
        x = x + z @ p["w_o"]
        x = x + jax.nn.relu(x @ p["w_in"] + p["b_in"]) @ p["w_out"] + p["b_out"]
        return x[:, -1] @ p["w_u"]
    x = jnp.concatenate([p["emb"][: w.p] + p["pos"][0], p["emb"][: w.p] + p["pos"][1], (p["emb"][w.p] + p["pos"][2])[None]])
    q, k, v = x[-1:] @ p["w_q"], x @ p["w_k"], x @ p["w_v"]
    s = (k * q).reshape(-1, nh, dh).sum(-1) * dh**-0.5
    table = jnp.concatenate([s, v], 1)
    ga, gb, ge = table[data["ta"]], table[data["tb"] + w.p], jnp.broadcast_to(table[-1], (data["ta"].shape[0], d + nh))
    att = jax.nn.softmax(jnp.stack([ga[:, :nh], gb[:, :nh], ge[:, :nh]]), 0).repeat(dh, 2)
    z = att[0] * ga[:, nh:] + att[1] * gb[:, nh:] + att[2] * ge[:, nh:]
    x = x[-1:] + z @ p["w_o"]
    x = x + jax.nn.relu(x @ p["w_in"] + p["b_in"]) @ p["w_out"] + p["b_out"]
    return x @ p["w_u"]


def loss_of(w, logits, data):
    import jax
    import jax.numpy as jnp

    if w.loss == "mse":
        return jnp.mean((logits - data["onehot"]) ** 2)
    logp = jax.nn.log_softmax(logits)
    return -jnp.take_along_axis(logp, data["y"][:, None], 1).mean() / w.loss_divisor


class JaxPeer:
    def __init__(self, w, args, source=workloads):
        import jax
        import jax.numpy as jnp
        import numpy as np

        self.jax, self.w, self.args = jax, w, args
        scan_steps = SLOW_SCAN if w.name in SLOW else SCAN
        self.eval_steps = EVAL_EVERY if args.until else scan_steps
        self.block = scan_steps if args.mode == "scan" else 1
        variant = args.variant or w.variants[0]
        self.init_params = source.init_params
        raw = source.make_data(w)

        def split(name):
            d = {"x": jnp.asarray(raw[f"x_{name}"]), "y": jnp.asarray(raw[f"y_{name}"])}
            if w.loss == "mse":
                d["onehot"] = jax.nn.one_hot(d["y"], w.sizes[-1])
            if w.p:
                t = raw[f"t_{name}"]
                d["ta"], d["tb"] = jnp.asarray(t[:, 0]), jnp.asarray(t[:, 1])
                d["a"], d["b"] = d["ta"], d["tb"] + w.p
            if w.kind == "transformer":
                d["seq"] = jnp.asarray(np.concatenate([t, np.full((len(t), 1), w.p)], 1).astype(np.int32))
                d["mask"] = jnp.asarray(np.triu(np.ones((3, 3), bool), 1))
            return d

        self.train, self.test = split("train"), split("test")
        index = source.batches(w, 100_000)
        self.index = None if index is None else jnp.asarray(index)
        (b1, b2), wd, eps = w.betas, w.wd, w.eps

        def one_loss(p, data):
            return loss_of(w, forward(w, variant, p, data), data)

        def one_eval(p, data):
            logits = forward(w, variant, p, data)
            return loss_of(w, logits, data), (logits.argmax(-1) == data["y"]).mean()

        grad, evaluate = jax.value_and_grad(one_loss), one_eval
        if w.seeds > 1:
            grad, evaluate = jax.vmap(grad, (0, None)), jax.vmap(one_eval, (0, None))

        def step(state, train, index):
            p, m, v, t = state
            data = train
            if index is not None:
                i = jax.lax.dynamic_index_in_dim(index, t, keepdims=False)
                data = {"x": train["x"][i], "onehot": train["onehot"][i]}
            loss, g = grad(p, data)
            t = t + 1
            tf = t.astype(jnp.float32)
            lr = w.lr * jnp.minimum(tf / w.lr_warmup, 1) if w.lr_warmup else w.lr
            c1, c2 = 1 - b1**tf, 1 - b2**tf
            m = jax.tree.map(lambda m, g: b1 * m + (1 - b1) * g, m, g)
            v = jax.tree.map(lambda v, g: b2 * v + (1 - b2) * g * g, v, g)
            p = jax.tree.map(lambda p, m, v: p * (1 - lr * wd) - lr * (m / c1) / (jnp.sqrt(v / c2) + eps), p, m, v)
            return (p, m, v, t), loss.mean()

        def mean_eval(p, test):
            loss, acc = evaluate(p, test)
            return loss.mean(), acc.mean()

        def scan(state, train, index):
            return jax.lax.scan(lambda s, _: step(s, train, index), state, None, length=scan_steps)

        def scan_eval(state, train, index, test):
            def outer(s, _):
                s, losses = jax.lax.scan(lambda s, _: step(s, train, index), s, None, length=EVAL_EVERY)
                return s, (losses[-1], *mean_eval(s[0], test))

            return jax.lax.scan(outer, state, None, length=self.eval_steps // EVAL_EVERY)

        self.f_step = jax.jit(step, donate_argnums=0)
        self.f_scan = jax.jit(scan, donate_argnums=0)
        self.f_scan_eval = jax.jit(scan_eval, donate_argnums=0)
        self.f_eval = jax.jit(mean_eval)

    def reset(self, seed):
        import jax.numpy as jnp

        tree = self.jax.tree
        p = {k: jnp.array(v) for k, v in self.init_params(self.w, seed).items()}
        self.state = (p, tree.map(jnp.zeros_like, p), tree.map(jnp.zeros_like, p), jnp.int32(0))
        self.last = None

    def run(self, n):
        if self.block == 1:
            for _ in range(n):
                self.state, self.last = self.f_step(self.state, self.train, self.index)
            self.last.block_until_ready()
        else:
            for _ in range(-(-n // self.block)):
                self.state, losses = self.f_scan(self.state, self.train, self.index)
                self.last = losses[-1].block_until_ready()

    def run_with_eval(self, n):
        rows = []
        for _ in range(-(-n // self.eval_steps)):
            self.state, (losses, loss, acc) = self.f_scan_eval(self.state, self.train, self.index, self.test)
            self.last = losses[-1]
            rows += [(float(a), float(b)) for a, b in zip(loss, acc)]
        return rows

    def evaluate(self):
        loss, acc = self.f_eval(self.state[0], self.test)
        return float(loss), float(acc)

    def train_loss(self):
        return float(self.last)


if __name__ == "__main__":
    args = parse(MODES)
    import jax

    w = workloads.WORKLOADS[args.workload]
    finish("jax", {"version": jax.__version__}, JaxPeer(w, args), w, args)
