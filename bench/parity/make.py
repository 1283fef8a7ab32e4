"""Makes reference/: weights, split and the losses of the first steps, by PyTorch in float64.

  node drawn-examples.ts             what the lab draws for two of the tasks, once
  python make.py                     all systems
  python make.py nanda pair          some
  python make.py --last-bit          how far PyTorch is from itself when every first weight is moved by one bit; writes nothing
  python make.py --float32           how far PyTorch in float32 is from its float64; writes nothing
  python make.py --as-published      how far Nanda's program is from ours in its first steps; writes nothing

Small systems begin at PyTorch's own draw and are kept with all their weights.  Systems of full size begin at numbers of a
formula (formula.py), so that only their losses are kept.
"""

import argparse
import json
import sys
from pathlib import Path

import demoss
import formula
import grokfast
import gromov
import liu
import merrill
import nanda
import numpy as np
import omnigrok
import pair
import power
import prieto
import reference_mlp
import reviews
import tensor_file
import torch
import zhong
from training import System, follow, in_single, set_weights, weights_of

REFERENCE = Path(__file__).parent / "reference"
PARTS = (reference_mlp, pair, nanda, omnigrok, liu, power, gromov, demoss, prieto, grokfast, merrill, zhong, reviews)
SYSTEMS = {part.__name__.replace("_", "-"): part.system for part in PARTS}
STEPS = 200
#: A singular value near zero amplifies the last bit of a float64: see the page. After this many updates PyTorch is no measure of itself.
FEWER_STEPS = {"demoss": 50}
#: A step of Nanda's full transformer takes half a second here, and the test repeats them all.
FULL_STEPS = {"reference-mlp": 200, "pair": 200, "nanda": 10, "liu": 200}
SEED = 1


def drawn_order(rows: int) -> np.ndarray:
    return np.random.default_rng(SEED).permutation(rows)


def formula_order(rows: int) -> np.ndarray:
    return np.argsort(formula.mixed(rows, 101), kind="stable")


def bound_of(name: str, shape: tuple[int, ...]) -> float:
    """Within this a weight of full size begins: matrices as `nn.Linear` has them, vectors small."""
    return 1 / np.sqrt(shape[0]) if len(shape) == 2 else 0.05


def write_losses(folder: Path, steps: int, series: dict[str, list[float]], more: dict) -> None:
    head = {"made_by": "bench/parity/make.py", "versions": {"torch": torch.__version__, "numpy": np.__version__}, "steps": steps, **more}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in {**head, **series}.items()]
    (folder / "losses.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def make_small(name: str) -> None:
    folder = REFERENCE / name
    folder.mkdir(exist_ok=True)
    torch.manual_seed(SEED)
    system = SYSTEMS[name](False, drawn_order)
    tensor_file.write(folder / "init.safetensors", weights_of(system))
    (folder / "split.json").write_text(json.dumps({"train": system.data.train.tolist()}) + "\n")
    steps = FEWER_STEPS.get(name, STEPS)
    series = follow(system, steps)
    tensor_file.write(folder / "final.safetensors", weights_of(system))
    write_losses(folder, steps, series, {})
    report(name, series)


def make_full(name: str) -> None:
    folder = REFERENCE / f"{name}-full"
    folder.mkdir(exist_ok=True)
    system = SYSTEMS[name](True, formula_order)
    shapes = {each: value.shape for each, value in sorted(weights_of(system).items())}
    described = {each: {"shape": list(shape), "bound": bound_of(each, shape), "salt": salt} for salt, (each, shape) in enumerate(shapes.items())}
    set_weights(system, {each: formula.uniform(tuple(of["shape"]), of["bound"], of["salt"]) for each, of in described.items()})
    series = follow(system, FULL_STEPS[name])
    data = {"rows": len(system.data.inputs), "train": len(system.data.train), "salt": 101}
    write_losses(folder, FULL_STEPS[name], series, {"split": data, "weights": described})
    report(f"{name}-full", series)


def report(name: str, series: dict[str, list[float]]) -> None:
    first, last = ({key: round(values[i], 6) for key, values in series.items()} for i in (0, -1))
    print(f"{name}: {first} -> {last}", file=sys.stderr)


def started(name: str) -> tuple[System, dict]:
    """A system with the weights it was trained from, and the losses that were written."""
    is_full = name.endswith("-full")
    losses = json.loads((REFERENCE / name / "losses.json").read_text())
    system = SYSTEMS[name.removesuffix("-full")](is_full, formula_order if is_full else drawn_order)
    if is_full:
        set_weights(system, {each: formula.uniform(tuple(of["shape"]), of["bound"], of["salt"]) for each, of in losses["weights"].items()})
    else:
        set_weights(system, tensor_file.read(REFERENCE / name / "init.safetensors"))
    return system, losses


def compare_float32() -> None:
    for name in sorted(folder.name for folder in REFERENCE.iterdir()):
        system, losses = started(name)
        in_single(system)
        report_apart(name, follow(system, losses["steps"]), losses)


def compare_last_bit() -> None:
    for name in sorted(folder.name for folder in REFERENCE.iterdir()):
        system, losses = started(name)
        draw = np.random.default_rng(SEED)
        set_weights(system, {each: value * (1 + 2.0**-52 * draw.choice([-1, 1], value.shape)) for each, value in weights_of(system).items()})
        report_apart(name, follow(system, losses["steps"]), losses)


def report_apart(name: str, series: dict[str, list[float]], losses: dict) -> None:
    apart = np.max([np.abs(np.divide(series[key], losses[key]) - 1) for key in ("train_loss", "test_loss")], axis=0)
    print(f"{name}: losses differ by {apart[:11].max():.1e} in 10 updates, {apart.max():.1e} in {losses['steps']}")


def compare_as_published() -> None:
    """Two differences, one at a time: the sign = among the answers, and a first update at rate 0."""

    def losses(**changes) -> np.ndarray:
        system: System = nanda.system(False, drawn_order, **changes)
        weights = dict(tensor_file.read(REFERENCE / "nanda" / "init.safetensors"))
        extra = changes.get("extra_answers", 0)
        if extra:
            column = np.random.default_rng(SEED).standard_normal((len(weights["unembed.weight"]), extra)) / np.sqrt(weights["unembed.weight"].shape[1] + 1)
            weights["unembed.weight"] = np.concatenate([weights["unembed.weight"], column], axis=1)
        set_weights(system, weights)
        return np.array(follow(system, STEPS)["train_loss"])

    ours = losses()
    variants = {
        "= among the answers": (losses(extra_answers=1), 0),
        "first update at rate 0": (losses(first_update=0), 0),
        "first update at rate 0, one step later": (losses(first_update=0), 1),
    }
    for what, (theirs, shift) in variants.items():
        apart = np.abs(theirs[shift:] / ours[: len(ours) - shift] - 1)
        print(f"{what}: train loss differs by {apart[0]:.1e} at the start, {apart.max():.1e} at most, {apart[-1]:.1e} at the end")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("systems", nargs="*", help=", ".join(SYSTEMS))
    parser.add_argument("--float32", action="store_true")
    parser.add_argument("--last-bit", action="store_true")
    parser.add_argument("--as-published", action="store_true")
    given = parser.parse_args()
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)  # sums in one order
    if given.as_published:
        compare_as_published()
    elif given.float32:
        compare_float32()
    elif given.last_bit:
        compare_last_bit()
    else:
        for each in given.systems or SYSTEMS:
            make_small(each)
            if each in FULL_STEPS:
                make_full(each)
