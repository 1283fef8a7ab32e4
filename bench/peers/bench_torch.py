"""Peer: PyTorch on the CPU.

  eager        torch.optim.AdamW as it comes (a loop over the tensors on CPU)
  foreach      AdamW(foreach=True)
  fused        AdamW(fused=True)
  compile      loss under torch.compile (forward and backward), AdamW(fused=True)
  compile-all  loss and optimiser step under torch.compile
  vmap         several seeds only: torch.func.vmap(grad(loss)) over stacked weights, AdamW(fused=True)

With several seeds every mode but vmap uses batched products (baddbmm) on stacked weights.

  python bench_torch.py --workload W1 --mode fused --threads 2 --steps 300 --json
"""

import workloads
from harness import EVAL_EVERY, finish, parse

MODES = ["eager", "foreach", "fused", "compile", "compile-all", "vmap"]


def forward(w, variant, p, data):
    """Logits of the rows in `data`; p maps names to tensors, with a leading seed axis if w.seeds > 1."""
    import torch
    import torch.nn.functional as F

    def act(h):
        return torch.relu(h) if w.activation == "relu" else h * h

    if w.kind == "mlp":
        layers, h = len(w.sizes) - 1, data["x"]
        stacked = p["w0"].dim() == 3
        for i in range(layers):
            wi, bi = p[f"w{i}"], p.get(f"b{i}")
            if i == 0 and variant == "gather":
                a, b = data["a"], data["b"]
                if stacked:
                    h = wi.index_select(1, a) + wi.index_select(1, b) + bi.unsqueeze(1)
                else:
                    h = F.embedding(a, wi) + F.embedding(b, wi)
                    h = h if bi is None else h + bi
            elif stacked:
                h = torch.baddbmm(bi.unsqueeze(1), h.expand(wi.shape[0], -1, -1) if i == 0 else h, wi)
            else:
                h = h @ wi if bi is None else torch.addmm(bi, h, wi)
            h = act(h) if i + 1 < layers else h
        return h
    if w.kind == "pair":
        if variant == "naive":
            e = F.embedding(data["ta"], p["emb"]) + F.embedding(data["tb"], p["emb"])
            return torch.relu(e @ p["w_in"]) @ p["w_out"] @ p["emb"].T
        table = p["emb"] @ p["w_in"]
        return torch.relu(F.embedding(data["ta"], table) + F.embedding(data["tb"], table)) @ (p["w_out"] @ p["emb"].T)
    d, nh = w.d_model, w.heads
    dh = d // nh
    if variant == "full":
        n = data["seq"].shape[0]
        x = F.embedding(data["seq"], p["emb"]) + p["pos"]
        q, k, v = ((x @ p[f"w_{s}"]).view(n, 3, nh, dh).transpose(1, 2) for s in "qkv")
        score = (q @ k.transpose(-1, -2)) * dh**-0.5
        score = score.masked_fill(data["mask"], float("-inf"))
        z = (torch.softmax(score, -1) @ v).transpose(1, 2).reshape(n, 3, d)
        x = x + z @ p["w_o"]
        x = x + torch.relu(x @ p["w_in"] + p["b_in"]) @ p["w_out"] + p["b_out"]
        return x[:, -1] @ p["w_u"]
    # "last": only the last position is asked, so keys, values and scores are tables over the p tokens
    n = data["ta"].shape[0]
    x = torch.cat([p["emb"][: w.p] + p["pos"][0], p["emb"][: w.p] + p["pos"][1], (p["emb"][w.p] + p["pos"][2])[None]])
    q, k, v = x[-1:] @ p["w_q"], x @ p["w_k"], x @ p["w_v"]
    s = (k * q).view(-1, nh, dh).sum(-1) * dh**-0.5
    table = torch.cat([s, v], 1)
    ga, gb, ge = F.embedding(data["ta"], table), F.embedding(data["tb"] + w.p, table), table[-1:].expand(n, -1)
    att = torch.softmax(torch.stack([ga[:, :nh], gb[:, :nh], ge[:, :nh]]), 0).repeat_interleave(dh, 2)
    z = att[0] * ga[:, nh:] + att[1] * gb[:, nh:] + att[2] * ge[:, nh:]
    x = x[-1:] + z @ p["w_o"]
    x = x + torch.addmm(p["b_out"], torch.relu(torch.addmm(p["b_in"], x, p["w_in"])), p["w_out"])
    return x @ p["w_u"]


def loss_of(w, logits, data):
    import torch.nn.functional as F

    if w.loss == "mse":
        return F.mse_loss(logits, data["onehot"])
    if logits.dim() == 3:  # sum over seeds of the mean over rows
        y = data["y"].expand(logits.shape[0], -1)
        return F.cross_entropy(logits.flatten(0, 1), y.flatten()) * logits.shape[0]
    return F.cross_entropy(logits, data["y"]) / w.loss_divisor


class TorchPeer:
    block = 1

    def __init__(self, w, args, source=workloads):
        import numpy as np
        import torch

        torch.set_num_threads(args.threads)
        self.torch, self.w, self.args = torch, w, args
        self.variant = args.variant or w.variants[0]
        self.init_params = source.init_params
        raw = source.make_data(w)

        def split(name):
            d = {"x": torch.from_numpy(raw[f"x_{name}"]), "y": torch.from_numpy(raw[f"y_{name}"]).long()}
            if w.loss == "mse":
                d["onehot"] = torch.nn.functional.one_hot(d["y"], w.sizes[-1]).float()
            if w.p:
                t = torch.from_numpy(raw[f"t_{name}"]).long()
                d["ta"], d["tb"] = t[:, 0].contiguous(), t[:, 1].contiguous()
                d["a"], d["b"] = d["ta"], d["tb"] + w.p
            if w.kind == "transformer":
                d["seq"] = torch.cat([t, torch.full((len(t), 1), w.p)], 1)
                d["mask"] = torch.ones(3, 3, dtype=torch.bool).triu(1)
            return d

        self.train, self.test = split("train"), split("test")
        index = source.batches(w, 100_000)
        self.index = None if index is None else torch.from_numpy(index.astype(np.int64))

        def loss_fn(params, data):
            return loss_of(w, forward(w, self.variant, params, data), data)

        def eval_fn(params, data):
            logits = forward(w, self.variant, params, data)
            return loss_of(w, logits, data) / w.seeds, (logits.argmax(-1) == data["y"]).float().mean()

        self.loss_fn, self.eval_fn = loss_fn, eval_fn
        if args.mode.startswith("compile"):
            self.loss_fn, self.eval_fn = torch.compile(loss_fn, dynamic=False), torch.compile(eval_fn, dynamic=False)
        elif args.mode == "vmap":
            one = torch.func.grad_and_value(loss_fn)
            self.vmap = torch.func.vmap(one, in_dims=(0, None))
        if args.mode.startswith("compile"):
            torch._dynamo.config.recompile_limit = 64

    def reset(self, seed):
        torch, w, mode = self.torch, self.w, self.args.mode
        arrays = self.init_params(w, seed)
        fresh = not hasattr(self, "params")
        if fresh:
            self.params = {k: torch.from_numpy(v.copy()).requires_grad_() for k, v in arrays.items()}
        else:  # same tensors, so that nothing is compiled again
            with torch.no_grad():
                for k, v in arrays.items():
                    self.params[k].copy_(torch.from_numpy(v))
        if fresh:
            how = {"eager": {}, "foreach": {"foreach": True}, "compile-all": {"foreach": False}}.get(mode, {"fused": True})
            lr = torch.tensor(w.lr) if mode == "compile-all" else w.lr
            self.opt = torch.optim.AdamW(self.params.values(), lr=lr, betas=w.betas, eps=w.eps, weight_decay=w.wd, **how)
            self.opt_step = torch.compile(self.opt.step) if mode == "compile-all" else self.opt.step
        else:
            for state in self.opt.state.values():
                for v in state.values():
                    v.zero_()
        self.t, self.last = 0, None

    def _set_lr(self):
        w, group = self.w, self.opt.param_groups[0]
        lr = w.lr * min(self.t / w.lr_warmup, 1)
        group["lr"].fill_(lr) if isinstance(group["lr"], self.torch.Tensor) else group.__setitem__("lr", lr)

    def run(self, n):
        for _ in range(n):
            self.t += 1
            if self.t <= self.w.lr_warmup:
                self._set_lr()
            data = self.train
            if self.index is not None:
                i = self.index[self.t - 1]
                data = {"x": data["x"][i], "onehot": data["onehot"][i]}
            if self.args.mode == "vmap":
                grads, losses = self.vmap({k: v.detach() for k, v in self.params.items()}, data)
                for k, v in self.params.items():
                    v.grad = grads[k]
                self.last = losses.sum()
            else:
                self.opt.zero_grad(set_to_none=True)
                self.last = self.loss_fn(self.params, data)
                self.last.backward()
            self.opt_step()

    def evaluate(self):
        with self.torch.no_grad():
            loss, acc = self.eval_fn(self.params, self.test)
            return loss.item(), acc.item()

    def train_loss(self):
        return self.last.item() / self.w.seeds


if __name__ == "__main__":
    args = parse(MODES)
    import torch

    w = workloads.WORKLOADS[args.workload]
    finish("torch", {"version": torch.__version__}, TorchPeer(w, args), w, args)
