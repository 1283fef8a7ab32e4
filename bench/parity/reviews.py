"""Omnigrok's text classifier (Liu et al. 2023, arXiv:2210.01117) on the lab's own reviews: `nn.LSTM` in two layers, clipped gradients, a large start.

PyTorch has two constants a gate, which Adam would move twice; the second is held at 0.  Reviews are filled up in front with word 0, which is skipped.
"""

import torch
import torch.nn.functional as F
from drawn import drawn
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_sequence
from training import Data, System, largest_is_answer, split_by

WORDS, CELLS = 6, 8
CLIP = 0.05


class Reader(nn.Module):
    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(vocabulary, WORDS)
        self.memory = nn.LSTM(WORDS, CELLS, num_layers=2, batch_first=True)
        self.answer = nn.Linear(CELLS, 2)
        with torch.no_grad():
            for name, parameter in self.memory.named_parameters():
                if name.startswith("bias_hh"):
                    parameter.zero_().requires_grad_(False)
                else:
                    parameter.mul_(2)

    def forward(self, tokens: Tensor) -> Tensor:
        texts = [self.embed(text[text > 0]) for text in tokens]
        _, (last, _) = self.memory(pack_sequence(texts, enforce_sorted=False))
        return self.answer(last[-1])


def shorten(network: nn.Module) -> None:
    gradients = [parameter.grad for parameter in network.parameters() if parameter.grad is not None]
    length = torch.cat([g.flatten() for g in gradients]).norm()
    for g in gradients:
        g.mul_(min(1, CLIP / length.item()))


def system(full: bool, order) -> System:
    examples = drawn("reviews")
    tokens, labels = examples["tokens"].long(), examples["labels"].long()
    network = Reader(int(examples["vocabulary"]))
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    return System(
        name="reviews",
        network=network,
        data=Data(tokens, labels, *split_by(order(len(tokens)), len(tokens) // 2)),
        loss=F.cross_entropy,
        right=largest_is_answer,
        optimisers=[torch.optim.AdamW(trained, lr=3e-3, weight_decay=1, betas=(0.9, 0.999))],
        names={
            "embed.weight": "embed.weight",
            **{f"memory.{theirs}_l{i}": f"layers.{i}.{ours}" for i in (0, 1) for theirs, ours in (("weight_ih", "input.weight"), ("weight_hh", "hidden.weight"), ("bias_ih", "bias"))},
            "answer.weight": "unembed.weight",
            "answer.bias": "unembed.bias",
        },
        filter=shorten,
    )
