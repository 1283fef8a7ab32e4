"""DeMoss (2024, arXiv:2412.09810): PyTorch's own encoder layer with all its constants, no mask, and the entropy of singular values as a penalty.

Sequences are a, the operation, b, =; the sign = is token p, the operation p + 1.  GELU is the exact one; that of JAX, which the authors use, is within 5e-4 of it.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from training import Data, System, largest_is_answer, split_by, table

P, WIDTH, HEADS, NEURONS = 11, 16, 4, 32
PENALTY = 0.1


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(P + 2, WIDTH)
        self.place = nn.Embedding(4, WIDTH)
        self.block = nn.TransformerEncoderLayer(WIDTH, HEADS, NEURONS, dropout=0, activation="gelu", batch_first=True, norm_first=False)
        self.answer = nn.Linear(WIDTH, P)
        with torch.no_grad():  # away from the ones and zeros that PyTorch begins with
            for name, parameter in self.block.named_parameters():
                if parameter.dim() == 1:
                    parameter.add_(0.1 * torch.randn_like(parameter))

    def forward(self, pairs: Tensor) -> Tensor:
        a, b = pairs.unbind(dim=1)
        tokens = torch.stack([a, torch.full_like(a, P + 1), b, torch.full_like(a, P)], dim=1)
        return self.answer(self.block(self.embed(tokens) + self.place.weight)[:, -1])


def penalty(network: Encoder) -> Tensor:
    attention = network.block.self_attn
    matrices = [w for name, w in network.named_parameters() if w.dim() == 2 and "in_proj" not in name]
    matrices += attention.in_proj_weight.chunk(3)
    entropies = []
    for w in matrices:
        s = torch.linalg.svdvals(w)
        entropies.append(torch.special.entr(s / s.sum()).sum())
    return PENALTY * torch.stack(entropies).mean()


def system(full: bool, order) -> System:
    network = Encoder()
    network.train()
    pairs, sums = table(P)
    block = {"out_proj": "attn.o", "linear1": "mlp.in", "linear2": "mlp.out"}
    return System(
        name="demoss",
        network=network,
        data=Data(pairs, sums, *split_by(order(P * P), int(0.3 * P * P))),
        loss=F.cross_entropy,
        right=largest_is_answer,
        optimisers=[torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1, betas=(0.9, 0.98))],
        names={
            "embed.weight": "embed.weight",
            "place.weight": "positions.weight",
            **{f"block.self_attn.in_proj_{part}": tuple(f"blocks.0.attn.{x}.{part}" for x in "qkv") for part in ("weight", "bias")},
            **{f"block.{'self_attn.' if theirs == 'out_proj' else ''}{theirs}.{part}": f"blocks.0.{ours}.{part}" for theirs, ours in block.items() for part in ("weight", "bias")},
            **{f"block.norm{i}.{theirs}": f"blocks.0.norm{i}.{ours}" for i in (1, 2) for theirs, ours in (("weight", "gain"), ("bias", "bias"))},
            "answer.weight": "unembed.weight",
            "answer.bias": "unembed.bias",
        },
        penalty=penalty,
    )
