"""Liu's toy model (2022, arXiv:2205.10343): each number is one learnt number, the decoder sees the sum of two, an optimiser for each.

An answer is right when the vector of its sum is the nearest of all.
"""

import torch
import torch.nn.functional as F
from drawn import drawn
from torch import Tensor, nn
from training import Data, System, split_by, table


class Toy(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(10, 1)
        nn.init.uniform_(self.embed.weight, -0.5, 0.5)
        self.decoder = nn.Sequential(nn.Linear(1, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 30))

    def forward(self, pairs: Tensor) -> Tensor:
        return self.decoder(self.embed(pairs).sum(dim=1))


def system(full: bool, order) -> System:
    network = Toy(200 if full else 50)
    pairs, sums = table(10, ordered=False, modular=False)
    choices = drawn("liu")["choices"]

    def nearest(points: Tensor) -> Tensor:
        return torch.cdist(points, choices.to(points.dtype), compute_mode="donot_use_mm_for_euclid_dist").argmin(dim=1)

    return System(
        name="liu",
        network=network,
        data=Data(pairs, choices[sums], *split_by(order(55), 45)),
        loss=F.mse_loss,
        right=lambda outputs, answers: nearest(outputs) == nearest(answers),
        optimisers=[
            torch.optim.AdamW(network.embed.parameters(), lr=1e-3, weight_decay=0),
            torch.optim.AdamW(network.decoder.parameters(), lr=1e-4, weight_decay=0, betas=(0.9, 0.999)),
        ],
        names={"embed.weight": "embed.weight", **{f"decoder.{2 * i}.{part}": f"layers.{i}.{part}" for i in range(3) for part in ("weight", "bias")}},
    )
