"""What the systems have in common: a network of PyTorch in float64 is trained, and its losses are noted before each update.

A system gives its network, its loss and its optimisers in PyTorch's own words; nothing here knows how the lab computes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn


@dataclass
class Data:
    """Rows in the order of the lab's task: (a, b) with a slowest, unordered tables with a <= b, or as the lab drew them."""

    inputs: Tensor  # int64 [rows, 2] or float64 [rows, columns]
    answers: Tensor  # int64 [rows] or float64 [rows, outputs]
    train: np.ndarray  # row numbers, ascending
    test: np.ndarray


@dataclass
class System:
    name: str
    network: nn.Module
    data: Data
    loss: Callable[[Tensor, Tensor], Tensor]  # outputs, answers -> scalar
    right: Callable[[Tensor, Tensor], Tensor]  # outputs, answers -> bool [rows]
    optimisers: list[torch.optim.Optimizer]
    #: the lab's name of each parameter, by PyTorch's
    names: dict[str, str]
    schedules: list[torch.optim.lr_scheduler.LRScheduler] = field(default_factory=list)


def weights_of(system: System) -> dict[str, np.ndarray]:
    """Weights under the lab's names: float64, matrices of `nn.Linear` turned to (inputs, outputs)."""
    linear = {f"{name}.weight" for name, module in system.network.named_modules() if isinstance(module, nn.Linear)}
    state = system.network.state_dict()
    return {ours: (state[theirs].T if theirs in linear else state[theirs]).detach().numpy().copy() for theirs, ours in system.names.items()}


def set_weights(system: System, weights: dict[str, np.ndarray]) -> None:
    """The other way round."""
    linear = {f"{name}.weight" for name, module in system.network.named_modules() if isinstance(module, nn.Linear)}
    state = {theirs: torch.from_numpy(weights[ours].T.copy() if theirs in linear else weights[ours].copy()) for theirs, ours in system.names.items()}
    system.network.load_state_dict(state)


def table(p: int, *, ordered: bool = True, modular: bool = True) -> tuple[Tensor, Tensor]:
    """All pairs and their sums."""
    pairs = [(a, b) for a in range(p) for b in range(0 if ordered else a, p)]
    sums = [(a + b) % p if modular else a + b for a, b in pairs]
    return torch.tensor(pairs), torch.tensor(sums)


def split_by(order: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    return np.sort(order[:count]), np.sort(order[count:])


def in_single(system: System) -> None:
    """Network and data in float32, before the first update."""
    system.network.float()
    data = system.data
    data.inputs, data.answers = (x.float() if x.is_floating_point() else x for x in (data.inputs, data.answers))


def largest_is_answer(outputs: Tensor, answers: Tensor) -> Tensor:
    return outputs.argmax(dim=1) == answers


def follow(system: System, steps: int) -> dict[str, list[float]]:
    """Losses and accuracies after 0, 1, ..., `steps` updates."""
    series: dict[str, list[float]] = {key: [] for key in ("train_loss", "test_loss", "train_accuracy", "test_accuracy")}
    sides = {side: (system.data.inputs[rows], system.data.answers[rows]) for side, rows in (("train", system.data.train), ("test", system.data.test))}
    for step in range(steps + 1):
        for side, (inputs, answers) in sides.items():
            with torch.no_grad():
                outputs = system.network(inputs)
                series[f"{side}_loss"].append(system.loss(outputs, answers).item())
                series[f"{side}_accuracy"].append(system.right(outputs, answers).double().mean().item())
        if step == steps:
            return series
        for optimiser in system.optimisers:
            optimiser.zero_grad()
        inputs, answers = sides["train"]
        system.loss(system.network(inputs), answers).backward()
        for part in (*system.optimisers, *system.schedules):
            part.step()
    raise AssertionError
