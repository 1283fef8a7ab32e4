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
    #: the lab's name of each parameter, by PyTorch's; several where PyTorch keeps them as one, below each other
    names: dict[str, str | tuple[str, ...]]
    schedules: list[torch.optim.lr_scheduler.LRScheduler] = field(default_factory=list)
    #: added to the loss that is made small, not to the one that is noted
    penalty: Callable[[nn.Module], Tensor] | None = None
    #: changes gradients in place before an update
    filter: Callable[[nn.Module], None] | None = None


def turned(system: System) -> set[str]:
    """PyTorch's names of weights that it keeps as (outputs, inputs)."""
    inside = {"weight": nn.Linear, "in_proj_weight": nn.MultiheadAttention, "weight_ih_l0": nn.LSTM, "weight_hh_l0": nn.LSTM, "weight_ih_l1": nn.LSTM, "weight_hh_l1": nn.LSTM}
    return {f"{name}.{part}" for name, module in system.network.named_modules() for part, kind in inside.items() if isinstance(module, kind)}


def weights_of(system: System) -> dict[str, np.ndarray]:
    """Weights under the lab's names: float64, matrices turned to (inputs, outputs)."""
    state, flip, out = system.network.state_dict(), turned(system), {}
    for theirs, ours in system.names.items():
        parts = (ours,) if isinstance(ours, str) else ours
        for name, value in zip(parts, state[theirs].chunk(len(parts))):
            out[name] = (value.T if theirs in flip else value).numpy().copy()
    return out


def set_weights(system: System, weights: dict[str, np.ndarray]) -> None:
    """The other way round."""
    flip, state = turned(system), {}
    for theirs, ours in system.names.items():
        parts = (ours,) if isinstance(ours, str) else ours
        state[theirs] = torch.cat([torch.from_numpy((weights[name].T if theirs in flip else weights[name]).copy()) for name in parts])
    system.network.load_state_dict(state, strict=False)


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
        loss = system.loss(system.network(inputs), answers)
        (loss if system.penalty is None else loss + system.penalty(system.network)).backward()
        if system.filter is not None:
            system.filter(system.network)
        for part in (*system.optimisers, *system.schedules):
            part.step()
    raise AssertionError
