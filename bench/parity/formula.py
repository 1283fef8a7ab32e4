"""Numbers from an integer formula, so that a full-size network needs no file: the test makes the same ones."""

import numpy as np


def mixed(n: int, salt: int) -> np.ndarray:
    """n uint32: the finaliser of MurmurHash3 over 2654435761 (i + 1) + 2654435769 salt."""
    with np.errstate(over="ignore"):
        u = (np.arange(1, n + 1, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(2654435769) * np.uint32(salt)).astype(np.uint32)
        u = (u ^ (u >> 16)) * np.uint32(0x85EBCA6B)
        u = (u ^ (u >> 13)) * np.uint32(0xC2B2AE35)
        return u ^ (u >> 16)


def uniform(shape: tuple[int, ...], bound: float, salt: int) -> np.ndarray:
    """float64 within +-bound, each a float32 number, so that a run in float32 starts from the same ones."""
    n = int(np.prod(shape))
    return ((2 * (mixed(n, salt) / 2.0**32) - 1) * bound).astype(np.float32).astype(np.float64).reshape(shape)
