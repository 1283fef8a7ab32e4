"""Nanda's transformer (2023, arXiv:2301.05217): a, b, = ; one causal layer without norms; the answer is read at the last place.

Two things differ from the authors' program, because the lab has them so: the answers are the p residues without the sign =,
and the warm-up is min(t/10, 1) for update t = 1, 2, ... where theirs is min((t - 1)/10, 1), whose first update moves nothing.
`as_published` has both as they are there.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from training import Data, System, largest_is_answer, split_by, table


class Transformer(nn.Module):
    def __init__(self, p: int, width: int, heads: int, neurons: int, answers: int) -> None:
        super().__init__()
        self.p, self.heads = p, heads
        self.embed = nn.Embedding(p + 1, width)
        self.place = nn.Embedding(3, width)
        for part in ("query", "key", "value", "out"):
            setattr(self, part, nn.Linear(width, width, bias=False))
        self.up = nn.Linear(width, neurons)
        self.down = nn.Linear(neurons, width)
        self.unembed = nn.Linear(width, answers, bias=False)
        for name, parameter in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(parameter)
            else:
                nn.init.normal_(parameter, std=(answers if name.startswith("unembed") else width) ** -0.5)

    def forward(self, pairs: Tensor) -> Tensor:
        n = len(pairs)
        tokens = torch.cat([pairs, torch.full((n, 1), self.p)], dim=1)
        x = self.embed(tokens) + self.place.weight

        def by_head(y: Tensor) -> Tensor:
            return y.view(n, 3, self.heads, -1).transpose(1, 2)

        read = F.scaled_dot_product_attention(by_head(self.query(x)), by_head(self.key(x)), by_head(self.value(x)), is_causal=True)
        x = x + self.out(read.transpose(1, 2).reshape(n, 3, -1))
        x = x + self.down(F.relu(self.up(x)))
        return self.unembed(x)[:, -1]


def system(full: bool, order, *, extra_answers: int = 0, first_update: int = 1) -> System:
    p, width, neurons = (113, 128, 512) if full else (23, 32, 64)
    network = Transformer(p, width, 4, neurons, p + extra_answers)
    pairs, sums = table(p)
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1, betas=(0.9, 0.98), eps=1e-8)
    attention = {"query": "q", "key": "k", "value": "v", "out": "o"}
    return System(
        name="nanda",
        network=network,
        data=Data(pairs, sums, *split_by(order(p * p), int(0.3 * p * p))),
        loss=F.cross_entropy,
        right=largest_is_answer,
        optimisers=[optimiser],
        schedules=[torch.optim.lr_scheduler.LambdaLR(optimiser, lambda done: min((done + first_update) / 10, 1))],
        names={
            "embed.weight": "embed.weight",
            "place.weight": "positions.weight",
            **{f"{theirs}.weight": f"blocks.0.attn.{ours}.weight" for theirs, ours in attention.items()},
            **{f"{theirs}.{part}": f"blocks.0.mlp.{ours}.{part}" for theirs, ours in (("up", "in"), ("down", "out")) for part in ("weight", "bias")},
            "unembed.weight": "unembed.weight",
        },
    )


def as_published(full: bool, order) -> System:
    return system(full, order, extra_answers=1, first_update=0)
