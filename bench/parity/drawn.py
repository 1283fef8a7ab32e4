"""What the lab drew for a task, as `node bench/parity/drawn-examples.ts` wrote it: float64 tensors by name."""

from pathlib import Path

import tensor_file
import torch

REFERENCE = Path(__file__).parent / "reference"


def drawn(system: str) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(value.copy()) for name, value in tensor_file.read(REFERENCE / system / "examples.safetensors").items()}
