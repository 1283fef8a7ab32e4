"""The safetensors layout by hand: 8 bytes little-endian length of the header, the header as JSON, the data.

numpy arrays by name; float64, float32 and int32.  Format: github.com/huggingface/safetensors.
"""

import json
import struct
from pathlib import Path

import numpy as np

DTYPES = {"F64": np.float64, "F32": np.float32, "I32": np.int32}
NAMES = {np.dtype(kind): name for name, kind in DTYPES.items()}


def write(path: Path, tensors: dict[str, np.ndarray]) -> None:
    header, blobs, end = {}, [], 0
    for name in sorted(tensors):
        value = np.ascontiguousarray(tensors[name])
        header[name] = {"dtype": NAMES[value.dtype], "shape": list(value.shape), "data_offsets": [end, end + value.nbytes]}
        blobs.append(value.tobytes())
        end += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def read(path: Path) -> dict[str, np.ndarray]:
    content = path.read_bytes()
    (length,) = struct.unpack_from("<Q", content)
    header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
    out = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            out[name] = np.frombuffer(data[start:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return out
