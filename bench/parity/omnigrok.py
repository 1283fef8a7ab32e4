"""Omnigrok's teacher and student (Liu et al. 2023, arXiv:2210.01117): the student begins at twice the usual size, biases too."""

import torch
import torch.nn.functional as F
from drawn import drawn
from torch import Tensor, nn
from training import Data, System, split_by

SCALE = 2
TOLERANCE = 1e-3


class Student(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stack = nn.Sequential(nn.Linear(5, 100), nn.Tanh(), nn.Linear(100, 100), nn.Tanh(), nn.Linear(100, 5))
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.mul_(SCALE)

    def forward(self, x: Tensor) -> Tensor:
        return self.stack(x)


def right(outputs: Tensor, answers: Tensor) -> Tensor:
    return (outputs - answers).square().mean(dim=1) < TOLERANCE


def system(full: bool, order) -> System:
    network = Student()
    examples = drawn("omnigrok")
    return System(
        name="omnigrok",
        network=network,
        data=Data(examples["inputs"], examples["targets"], *split_by(order(200), 100)),
        loss=F.mse_loss,
        right=right,
        optimisers=[torch.optim.AdamW(network.parameters(), lr=3e-4, weight_decay=0.05, betas=(0.9, 0.999), eps=1e-8)],
        names={f"stack.{2 * i}.{part}": f"layers.{i}.{part}" for i in range(3) for part in ("weight", "bias")},
    )
