"""PAIR's factored MLP (2023): unordered pairs, one embedding that also reads off the answers, a hidden layer that both symbols share.

Source: "Do machine learning models memorize or generalize?"; the loss is the mean over examples *and* outputs of
one-hot times log-softmax, which is cross-entropy divided by the number of outputs.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from training import Data, System, largest_is_answer, split_by, table


class FactoredMlp(nn.Module):
    def __init__(self, p: int, width: int, hidden: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(p, width)
        self.read = nn.Linear(width, hidden, bias=False)
        self.answer = nn.Linear(hidden, width, bias=False)
        nn.init.trunc_normal_(self.embed.weight, std=(2 / p) ** 0.5, a=-2 * (2 / p) ** 0.5, b=2 * (2 / p) ** 0.5)

    def forward(self, pairs: Tensor) -> Tensor:
        a, b = self.embed(pairs).unbind(dim=1)
        hidden = F.relu(self.read(a) + self.read(b))
        return F.linear(self.answer(hidden), self.embed.weight)


def loss(logits: Tensor, answers: Tensor) -> Tensor:
    chosen = F.one_hot(answers, logits.shape[1]).to(logits.dtype)
    return -(chosen * F.log_softmax(logits, dim=1)).mean()


def system(full: bool, order) -> System:
    p, width, hidden = (67, 500, 24) if full else (13, 40, 24)
    network = FactoredMlp(p, width, hidden)
    pairs, sums = table(p, ordered=False)
    return System(
        name="pair",
        network=network,
        data=Data(pairs, sums, *split_by(order(len(pairs)), int(0.4 * len(pairs)))),
        loss=loss,
        right=largest_is_answer,
        optimisers=[torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1, betas=(0.9, 0.98), eps=1e-8)],
        names={"embed.weight": "embed.weight", "read.weight": "layers.0.weight", "answer.weight": "layers.1.weight"},
    )
