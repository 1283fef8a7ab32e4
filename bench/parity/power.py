"""Power (2022, arXiv:2201.02177): two causal layers, norms after each part, sinusoidal places, no constants but those of the norms.

Division: rows are (a, b) with b other than 0, a slowest.  Warm-up and cosine.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from training import Data, System, largest_is_answer, split_by

P, WIDTH, HEADS, NEURONS, PLACES = 11, 16, 4, 32, 3
WARM, END = 10, 150


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(WIDTH, HEADS, bias=False, batch_first=True)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.up, self.down = nn.Linear(WIDTH, NEURONS, bias=False), nn.Linear(NEURONS, WIDTH, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        later = torch.triu(torch.ones(PLACES, PLACES, dtype=torch.bool), diagonal=1)
        x = self.norm1(x + self.attention(x, x, x, attn_mask=later, need_weights=False)[0])
        return self.norm2(x + self.down(F.relu(self.up(x))))


class Decoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(P + 1, WIDTH)
        self.layers = nn.ModuleList([Layer(), Layer()])
        self.answer = nn.Linear(WIDTH, P, bias=False)
        place = torch.arange(PLACES)[:, None]
        turn = place / 10_000 ** (torch.arange(0, WIDTH, 2) / WIDTH)
        self.register_buffer("waves", torch.stack([turn.sin(), turn.cos()], dim=2).flatten(1))

    def forward(self, pairs: Tensor) -> Tensor:
        x = self.embed(F.pad(pairs, (0, 1), value=P)) + self.waves
        for layer in self.layers:
            x = layer(x)
        return self.answer(x[:, -1])


def rate(done: int) -> float:
    t = done + 1
    fall = min(max((t - WARM) / (END - WARM), 0), 1)
    return min(t / WARM, 1) * (0.1 + 0.9 * (1 + math.cos(math.pi * fall)) / 2)


def system(full: bool, order) -> System:
    network = Decoder()
    pairs = torch.tensor([(a, b) for a in range(P) for b in range(1, P)])
    quotients = torch.tensor([next(c for c in range(P) if b * c % P == a) for a, b in pairs.tolist()])
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1, betas=(0.9, 0.98))
    names: dict[str, str | tuple[str, ...]] = {"embed.weight": "embed.weight", "answer.weight": "unembed.weight"}
    for i in (0, 1):
        theirs, ours = f"layers.{i}", f"blocks.{i}"
        names[f"{theirs}.attention.in_proj_weight"] = tuple(f"{ours}.attn.{x}.weight" for x in "qkv")
        names[f"{theirs}.attention.out_proj.weight"] = f"{ours}.attn.o.weight"
        names |= {f"{theirs}.up.weight": f"{ours}.mlp.in.weight", f"{theirs}.down.weight": f"{ours}.mlp.out.weight"}
        names |= {f"{theirs}.norm{k}.{a}": f"{ours}.norm{k}.{b}" for k in (1, 2) for a, b in (("weight", "gain"), ("bias", "bias"))}
    return System(
        name="power",
        network=network,
        data=Data(pairs, quotients, *split_by(order(len(pairs)), len(pairs) // 2)),
        loss=F.cross_entropy,
        right=largest_is_answer,
        optimisers=[optimiser],
        schedules=[torch.optim.lr_scheduler.LambdaLR(optimiser, rate)],
        names=names,
    )
