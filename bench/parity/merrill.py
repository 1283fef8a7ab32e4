"""Merrill (2023, arXiv:2303.11873): parity of three bits, hinge loss, SGD with decay in the gradient; constants in the first layer only."""

import torch
from drawn import drawn
from stacks import Stack, names
from torch import Tensor, nn
from training import Data, System, split_by


def loss(outputs: Tensor, answers: Tensor) -> Tensor:
    return torch.clamp(1 - outputs * answers, min=0).mean()


def right(outputs: Tensor, answers: Tensor) -> Tensor:
    return (outputs * answers > 0).all(dim=1)


def system(full: bool, order) -> System:
    network = Stack((20, 64, 1), nn.ReLU, biased=(0,))
    examples = drawn("merrill")
    return System(
        name="merrill",
        network=network,
        data=Data(examples["inputs"], examples["targets"], *split_by(order(150), 100)),
        loss=loss,
        right=right,
        optimisers=[torch.optim.SGD(network.parameters(), lr=0.03, weight_decay=0.01)],
        names=names(network),
    )
