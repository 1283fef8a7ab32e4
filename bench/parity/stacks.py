"""Layers of PyTorch after each other, with one-hot symbols or numbers in front: what several systems are."""

from collections.abc import Callable

import torch.nn.functional as F
from torch import Tensor, nn


class Square(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.square()


class Stack(nn.Module):
    """Linear layers with a function between them. `symbols` is the size of the alphabet where inputs are symbols."""

    def __init__(self, sizes: tuple[int, ...], between: Callable[[], nn.Module], *, biased: tuple[int, ...] = (), symbols: int = 0, factor: float = 1) -> None:
        super().__init__()
        self.symbols, self.factor = symbols, factor
        self.layers = nn.ModuleList(nn.Linear(m, n, bias=i in biased) for i, (m, n) in enumerate(zip(sizes, sizes[1:])))
        self.between = between()

    def forward(self, x: Tensor) -> Tensor:
        if self.symbols:
            x = F.one_hot(x, self.symbols).flatten(1).to(self.layers[0].weight.dtype)
        for i, layer in enumerate(self.layers):
            x = layer(x if i == 0 else self.between(x))
        return self.factor * x


def names(stack: Stack) -> dict[str, str]:
    return {name: name for name, _ in stack.named_parameters()}
