"""Gromov (2023, arXiv:2301.02679): x squared between two matrices, a factor 1/(inputs neurons), plain gradient descent.

The lab's squared loss is a mean over examples and outputs, so that the learning rate is `p` times that of a sum over outputs.
"""

import torch
import torch.nn.functional as F
from stacks import Square, Stack, names
from torch import Tensor, nn
from training import Data, System, largest_is_answer, split_by, table

P, NEURONS = 11, 48


def loss(outputs: Tensor, answers: Tensor) -> Tensor:
    return F.mse_loss(outputs, F.one_hot(answers, P).to(outputs.dtype))


def system(full: bool, order) -> System:
    network = Stack((2 * P, NEURONS, P), Square, symbols=P, factor=1 / (2 * P * NEURONS))
    for parameter in network.parameters():
        nn.init.normal_(parameter)
    pairs, sums = table(P)
    return System(
        name="gromov",
        network=network,
        data=Data(pairs, sums, *split_by(order(P * P), P * P // 2)),
        loss=loss,
        right=largest_is_answer,
        optimisers=[torch.optim.SGD(network.parameters(), lr=1000)],
        names=names(network),
    )
