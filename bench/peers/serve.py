"""A peer of bench/engine.ts: reads a run per line, answers with samples per second."""

import json
import sys
import time

import numpy as np


def data(run):
    """Inputs, and classes for several outputs or a smooth target for one."""
    rng = np.random.default_rng(1)
    inputs, outputs = run["sizes"][0] * run.get("side", 1) ** 2, run["sizes"][-1]
    x = rng.standard_normal((run["rows"], inputs)).astype(np.float32)
    y = x[:, :outputs].argmax(1) if outputs > 1 else np.sin(x[:, 0] + x[:, 1])
    return x, y.astype(np.int64 if outputs > 1 else np.float32)


def serve(prepare):
    """`prepare(run, x, y)` returns a function that trains and says how many epochs."""
    print("ready", flush=True)
    for line in sys.stdin:
        run = json.loads(line)
        # A network of its own for each run: one that was trained for long meets subnormal numbers, and slows.
        epoch = prepare(run, *data(run))
        count, start = 0, time.perf_counter()
        while count == 0 or time.perf_counter() - start < run["seconds"]:
            count += epoch()
        print(run["rows"] * count / (time.perf_counter() - start), flush=True)
