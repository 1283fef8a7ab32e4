"""Grokfast (Lee et al. 2024, arXiv:2405.20233): a running mean of the gradients is added to them; Adam with decay in the gradient.

Products of the residues other than 0.
"""

import torch
import torch.nn.functional as F
from stacks import Stack, names
from torch import Tensor, nn
from training import Data, System, largest_is_answer, split_by

P = 11


class SlowPart:
    def __init__(self, alpha: float, gain: float) -> None:
        self.alpha, self.gain = alpha, gain
        self.mean: dict[str, Tensor] = {}

    def __call__(self, network: nn.Module) -> None:
        for name, parameter in network.named_parameters():
            g = parameter.grad.clone()
            self.mean[name] = torch.lerp(g, self.mean[name], self.alpha) if name in self.mean else g
            parameter.grad.add_(self.mean[name], alpha=self.gain)


def system(full: bool, order) -> System:
    network = Stack((2 * P, 32, P), nn.GELU, symbols=P)
    pairs = torch.tensor([(a, b) for a in range(1, P) for b in range(1, P)])
    return System(
        name="grokfast",
        network=network,
        data=Data(pairs, pairs.prod(dim=1) % P, *split_by(order(len(pairs)), len(pairs) // 2)),
        loss=F.cross_entropy,
        right=largest_is_answer,
        optimisers=[torch.optim.Adam(network.parameters(), lr=1e-3, weight_decay=0.005, betas=(0.9, 0.98))],
        names=names(network),
        filter=SlowPart(0.98, 2),
    )
