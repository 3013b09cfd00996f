"""What is timed beside what: two jobs in turn, so that whatever else the machine does slows both."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

Job = Callable[[], object]


def ratio(benchmark: Any, job: Job, floor: Job, rounds: int, whole: bool = False) -> float:
    """How often the floor's time the job takes. They run in turn, ``rounds`` times each after one that does not count.

    Jobs within this process are measured by the least processor time of the rounds: whatever else runs can only add to
    it. ``whole`` processes are measured by the median of their time on the wall.
    """
    clock, of = (time.perf_counter, median) if whole else (time.process_time, min)
    jobs: list[float] = []
    floors: list[float] = []
    benchmark.pedantic(
        lambda: jobs.append(seconds(job, clock)),
        setup=lambda: floors.append(seconds(floor, clock)),
        rounds=rounds,
        warmup_rounds=1,
    )
    return of(jobs[1:]) / of(floors[1:])


def fastest(job: Job, rounds: int) -> float:
    """The least processor time of ``rounds``, in seconds."""
    return min(seconds(job, time.process_time) for _ in range(rounds))


def seconds(job: Job, clock: Callable[[], float] = time.process_time) -> float:
    """How long a job takes by a clock."""
    start = clock()
    job()
    return clock() - start


def command(*arguments: str | Path) -> Job:
    """A job: this interpreter with arguments, in a process of its own, its output thrown away."""
    return lambda: subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=ROOT, env=usual(), stdout=subprocess.DEVNULL, check=True
    )


@dataclass(frozen=True)
class Measured:
    """Seconds that a process took, and the most memory it held at a time, in MB."""

    seconds: float
    memory: float


def measured(*arguments: str | Path) -> Measured:
    """Run this interpreter with arguments and measure it from a small process in between: a process counts the memory
    of the one that starts it as its own."""
    done = subprocess.run(
        [sys.executable, "-c", _BETWEEN, sys.executable, *map(str, arguments)],
        cwd=ROOT, env=usual(), stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    took, memory = map(float, done.stdout.split())
    return Measured(took, memory / (2**20 if sys.platform == "darwin" else 2**10))


_BETWEEN = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def usual() -> dict[str, str]:
    """The environment as users have it: compiled modules are kept, and no setting of the caller's has a say."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SZ_ASSESS", "COV"))}
