"""What the peers have in common: command line, thread limits, timing, load guard, output.

A peer supplies an object with
  reset(seed)            start again from the initial weights
  run(n)                 n training steps, returns when they are finished; timed with n = 10
  evaluate()             -> (loss, accuracy) on the test split, as floats
  train_loss()           -> loss of the latest step
  block                  steps that one call of run() does at the least (1, or that of a scan)
and may supply run_with_eval(n) if evaluation is part of the compiled program; with --until one call of it is 10 steps and an evaluation.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import time

EVAL_EVERY = 10


def parse(modes: list[str]) -> argparse.Namespace:
    a = argparse.ArgumentParser()
    a.add_argument("--workload", default="W1")
    a.add_argument("--variant", default="")
    a.add_argument("--mode", default=modes[0], choices=modes)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--steps", type=int, default=300)
    a.add_argument("--warmup", type=int, default=20)
    a.add_argument("--eval-blocks", type=int, default=20, help="blocks of 10 steps + 1 evaluation; 0: leave out")
    a.add_argument("--seed", type=int, default=0)
    a.add_argument("--max-dirt", type=float, default=0.12, help="cores that others and the hypervisor together may use during a chunk")
    a.add_argument("--patience", type=float, default=240, help="seconds to wait for quiet before noisy chunks are accepted")
    a.add_argument("--until", type=float, default=0, help="train until this test accuracy instead of timing steps")
    a.add_argument("--max-seconds", type=float, default=600)
    a.add_argument("--whole", action="store_true", help="with --until: train at once, so that the time of the process is what a user waits")
    a.add_argument("--json", action="store_true")
    args = a.parse_args()
    limit_threads(args.threads)
    return args


def limit_threads(n: int) -> None:
    """Call before numpy, torch or jax is imported.  One thread also means one core."""
    for k in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[k] = str(n)
    if n == 1:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        os.environ["XLA_FLAGS"] = os.environ.get("XLA_FLAGS", "") + " --xla_cpu_multi_thread_eigen=false"


class CpuMeter:
    """Cores kept busy by others and stolen by the hypervisor, added up, since the meter was made."""

    def __init__(self) -> None:
        self.start = self._read()

    @staticmethod
    def _read() -> tuple[float, float, float, float]:
        v = [int(x) for x in open("/proc/stat").readline().split()[1:9]]
        tick = os.sysconf("SC_CLK_TCK")
        busy = (v[0] + v[1] + v[2] + v[5] + v[6]) / tick
        own = sum(r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
        return time.perf_counter(), busy, own, v[7] / tick

    def foreign(self) -> float:
        a, b = self.start, self._read()
        others = max(0.0, (b[1] - a[1]) - (b[2] - a[2]))
        return (others + b[3] - a[3]) / (b[0] - a[0])


def wait_for_quiet(limit: float, max_wait: float = 600, window: float = 1.0) -> float:
    """Sleeps until others use less than `limit` cores for `window` seconds; returns what they used."""
    end = time.perf_counter() + max_wait
    while True:
        meter = CpuMeter()
        time.sleep(window)
        used = meter.foreign()
        if used < limit or time.perf_counter() > end:
            return round(used, 3)


def clean_times(run_block, steps_per_block: int, steps: int, args) -> dict:
    """Times of at least `steps` steps, taken in chunks of about half a second.

    A chunk during which others used the processor, or the hypervisor took it away, is thrown away.
    After `--patience` seconds the rest is taken as it comes and the result is marked by clean < 1.
    """
    kept: list[float] = []
    dirty: list[float] = []
    foreign_max = 0.0
    end = time.perf_counter() + args.patience
    t = time.perf_counter()
    run_block()
    chunk = max(1, round(0.5 / (time.perf_counter() - t)))
    while len(kept) * steps_per_block < steps:
        meter, times = CpuMeter(), []
        for _ in range(chunk):
            t = time.perf_counter()
            run_block()
            times.append((time.perf_counter() - t) / steps_per_block)
        foreign = meter.foreign()
        if foreign <= args.max_dirt:
            kept += times
            foreign_max = max(foreign_max, foreign)
            continue
        dirty += times
        if time.perf_counter() > end:
            break
        wait_for_quiet(args.max_dirt, max_wait=max(0, end - time.perf_counter()), window=0.5)
    clean = min(1.0, len(kept) * steps_per_block / steps)
    times = kept if clean == 1 else kept + dirty
    thrown_away = len(dirty) // chunk if clean == 1 else 0
    return {"clean": round(clean, 3), "thrown_away": thrown_away, "dirt": round(foreign_max, 3), "n": len(times) * steps_per_block,
            "median": statistics.median(times) * 1e3, "mean": statistics.fmean(times) * 1e3, "min": min(times) * 1e3}


def measure(peer, args) -> dict:
    out: dict = {"loadavg_start": os.getloadavg()[0]}
    t0 = time.perf_counter()
    peer.reset(args.seed)
    peer.run(max(peer.block, args.warmup))
    out["train_loss_after_warmup"] = float(peer.train_loss())
    if args.eval_blocks:
        peer.evaluate()
        if peer.block > 1:
            peer.run_with_eval(peer.block)
    out["compile_and_warmup_s"] = round(time.perf_counter() - t0, 3)
    out["load_before"] = wait_for_quiet(args.max_dirt, max_wait=args.patience)

    peer.reset(args.seed)
    block = max(peer.block, EVAL_EVERY)  # timed in blocks of 10 steps (or those of a scan); the first is not counted
    step = clean_times(lambda: peer.run(block), block, args.steps, args)
    out |= {"ms": step["median"], "ms_mean": step["mean"], "ms_min": step["min"]} | {k: step[k] for k in ("n", "clean", "thrown_away", "dirt")}
    out["train_loss"] = float(peer.train_loss())
    if args.eval_blocks:
        if peer.block > 1:
            with_eval = clean_times(lambda: peer.run_with_eval(peer.block), peer.block, args.eval_blocks * EVAL_EVERY, args)
        else:
            with_eval = clean_times(lambda: (peer.run(EVAL_EVERY), peer.evaluate()), EVAL_EVERY, args.eval_blocks * EVAL_EVERY, args)
        out |= {"ms_with_eval": with_eval["median"], "clean_eval": with_eval["clean"]}
        out["test_loss"], out["test_acc"] = peer.evaluate()
    return out


def ten_steps(peer) -> tuple[float, float]:
    """Ten steps and an evaluation, in one program where the peer has one."""
    if peer.block > 1:
        (row,) = peer.run_with_eval(EVAL_EVERY)
        return row
    peer.run(EVAL_EVERY)
    return peer.evaluate()


def train_until(peer, args) -> dict:
    """Wall-clock to a test accuracy, which ends with the evaluation that reaches it; evaluates every 10 steps.

    Compile time is reported apart, or is part of it with --whole.
    """
    compile_s = before = 0.0
    if not args.whole:
        t0 = time.perf_counter()
        peer.reset(args.seed)
        ten_steps(peer)
        compile_s = time.perf_counter() - t0
        before = wait_for_quiet(args.max_dirt)
    peer.reset(args.seed)
    meter, curve, step, hit = CpuMeter(), [], 0, None
    begin = time.perf_counter()
    while hit is None and time.perf_counter() - begin < args.max_seconds:
        loss, acc = ten_steps(peer)
        step += EVAL_EVERY
        curve.append((step, round(time.perf_counter() - begin, 3), loss, acc))
        if acc >= args.until:
            hit = step
    seconds = time.perf_counter() - begin
    peak = max(curve, key=lambda r: r[2])
    first = {f"step_acc_{int(100 * a)}": next((r[0] for r in curve if r[3] >= a), None) for a in (0.1, 0.5, 0.9, 0.99)}
    fall = next((r[0] for r in curve if r[0] > peak[0] and r[2] < 0.5 * peak[2]), None)
    return {"seed": args.seed, "seconds": round(seconds, 3), "compile_s": round(compile_s, 3), "steps_run": step, "step_hit": hit,
            "final_loss": curve[-1][2], "final_acc": curve[-1][3], "test_loss_peak": peak[2], "test_loss_peak_step": peak[0],
            "test_loss_halved_step": fall, **first, "load_before": before, "foreign": round(meter.foreign(), 3)}


def finish(peer_name: str, versions: dict, peer, w, args) -> None:
    head = {"peer": peer_name, "mode": args.mode, "workload": w.name, "variant": args.variant or w.variants[0], "threads": args.threads}
    row = head | (train_until(peer, args) if args.until else measure(peer, args)) | versions
    row = {k: float(f"{v:.7g}") if isinstance(v, float) else v for k, v in row.items()}
    row["peak_memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if args.json:
        print(json.dumps(row))
    else:
        for k, v in row.items():
            print(f"{k:24s} {v}")
    sys.stdout.flush()
