"""Prieto (2025, arXiv:2501.04697): StableMax, and gradients without their part along the weights; AdamW without decay, epsilon 1e-25."""

import torch
from stacks import Stack, names
from torch import Tensor, nn
from training import Data, System, largest_is_answer, split_by, table

P = 11


def loss(logits: Tensor, answers: Tensor) -> Tensor:
    size = torch.where(logits >= 0, logits + 1, 1 / (1 - logits))
    share = size / size.sum(dim=1, keepdim=True)
    return -share.gather(1, answers[:, None]).log().mean()


def take_away_what_is_along(network: nn.Module) -> None:
    for w in network.parameters():
        g = w.grad.flatten()
        flat = w.detach().flatten()
        rest = g - (flat @ g) / (flat @ flat + 1e-30) * flat
        w.grad.copy_((rest * g.norm() / (rest.norm() + 1e-30)).view_as(w))


def system(full: bool, order) -> System:
    network = Stack((2 * P, 16, 16, P), nn.ReLU, symbols=P)
    pairs, sums = table(P)
    return System(
        name="prieto",
        network=network,
        data=Data(pairs, sums, *split_by(order(P * P), int(0.4 * P * P))),
        loss=loss,
        right=largest_is_answer,
        optimisers=[torch.optim.AdamW(network.parameters(), lr=0.01, weight_decay=0, betas=(0.9, 0.99), eps=1e-25)],
        names=names(network),
        filter=take_away_what_is_along,
    )
