"""The lab's reference run: two hidden layers of ReLU on one-hot pairs, cross-entropy, AdamW."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from training import Data, System, largest_is_answer, split_by, table


class ReferenceMlp(nn.Module):
    def __init__(self, p: int, hidden: int) -> None:
        super().__init__()
        self.p = p
        self.first = nn.Linear(2 * p, hidden, bias=False)
        self.second = nn.Linear(hidden, hidden, bias=False)
        self.last = nn.Linear(hidden, p, bias=False)

    def forward(self, pairs: Tensor) -> Tensor:
        x = F.one_hot(pairs, self.p).flatten(1).to(self.first.weight.dtype)
        return self.last(F.relu(self.second(F.relu(self.first(x)))))


def system(full: bool, order) -> System:
    p, hidden = (59, 200) if full else (13, 24)
    network = ReferenceMlp(p, hidden)
    pairs, sums = table(p)
    return System(
        name="reference-mlp",
        network=network,
        data=Data(pairs, sums, *split_by(order(p * p), int(0.4 * p * p))),
        loss=F.cross_entropy,
        right=largest_is_answer,
        optimisers=[torch.optim.AdamW(network.parameters(), lr=1e-2, weight_decay=1, betas=(0.9, 0.98), eps=1e-8)],
        names={"first.weight": "layers.0.weight", "second.weight": "layers.1.weight", "last.weight": "layers.2.weight"},
    )
