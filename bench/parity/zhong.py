"""Zhong (2023, arXiv:2306.17844): half attention, half plain sum over places; no mask, decay 2."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from training import Data, System, largest_is_answer, split_by, table

P, WIDTH, HEADS, NEURONS = 11, 16, 4, 32
RATE = 0.5


class HalfAttention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed, self.place = nn.Embedding(P + 1, WIDTH), nn.Embedding(3, WIDTH)
        for part in "qkvo":
            setattr(self, part, nn.Linear(WIDTH, WIDTH, bias=False))
        self.up, self.down = nn.Linear(WIDTH, NEURONS), nn.Linear(NEURONS, WIDTH)
        self.answer = nn.Linear(WIDTH, P, bias=False)

    def forward(self, pairs: Tensor) -> Tensor:
        x = self.embed(F.pad(pairs, (0, 1), value=P)) + self.place.weight
        q, k, v = (part(x).unflatten(2, (HEADS, -1)) for part in (self.q, self.k, self.v))
        scores = torch.einsum("nqhd,nkhd->nhqk", q, k) / (WIDTH // HEADS) ** 0.5
        pattern = RATE * scores.softmax(dim=3) + (1 - RATE)
        x = x + self.o(torch.einsum("nhqk,nkhd->nqhd", pattern, v).flatten(2))
        x = x + self.down(F.relu(self.up(x)))
        return self.answer(x[:, -1])


def system(full: bool, order) -> System:
    network = HalfAttention()
    pairs, sums = table(P)
    return System(
        name="zhong",
        network=network,
        data=Data(pairs, sums, *split_by(order(P * P), int(0.8 * P * P))),
        loss=F.cross_entropy,
        right=largest_is_answer,
        optimisers=[torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=2, betas=(0.9, 0.98))],
        names={
            "embed.weight": "embed.weight",
            "place.weight": "positions.weight",
            **{f"{part}.weight": f"blocks.0.attn.{part}.weight" for part in "qkvo"},
            **{f"{theirs}.{part}": f"blocks.0.mlp.{ours}.{part}" for theirs, ours in (("up", "in"), ("down", "out")) for part in ("weight", "bias")},
            "answer.weight": "unembed.weight",
        },
    )
