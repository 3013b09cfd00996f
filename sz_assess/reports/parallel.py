"""Large reports are written by several processes side by side, each its share of the pages.

A helper is a fresh interpreter that is handed its job through a pipe, so that nothing of the caller's program is run
again in it, on any system. The pipe is its lifeline too: a helper ends where whoever started it is gone. What a helper
does not finish is left to its starter, who so meets the same error, where there is one, in its own process.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import IO

WORKER = "sz_assess.reports.worker"
PAGES_WORTH_A_PROCESS = 300
"""Writing fewer takes no longer than starting an interpreter and loading libraries."""
MOST_PROCESSES = 4
"""Each holds the result once more."""


@dataclass(frozen=True)
class Share:
    """Which pages one process writes: every ``of``-th, from number ``first`` on."""

    first: int
    of: int


def processes_for(pages: int) -> int:
    """How many processes so many pages are worth on this machine, this one included."""
    free = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(free, MOST_PROCESSES, pages // PAGES_WORTH_A_PROCESS))


class Helpers:
    """Processes that do the given shares of a job. To be used in a ``with``: leaving it early ends them."""

    def __init__(self, job: object, shares: Sequence[Share]) -> None:
        self._job, self._shares = job, shares
        self._running: list[tuple[Share, subprocess.Popen[bytes], Thread]] = []

    def __enter__(self) -> Helpers:
        data = pickle.dumps(self._job, protocol=pickle.HIGHEST_PROTOCOL) if self._shares else b""
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109 - a text
        for share in self._shares:
            # -P: what lies in the folder where the program was called is not to be taken for a library.
            command = [sys.executable, "-P", "-m", WORKER, str(share.first), str(share.of)]
            with suppress(OSError):  # none can be started: the share is left over
                helper = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": path},
                )  # fmt: skip
                assert helper.stdin is not None
                feeder = Thread(target=_feed, args=(helper.stdin, data), daemon=True)
                feeder.start()
                self._running.append((share, helper, feeder))
        return self

    def unfinished(self) -> list[Share]:
        """Wait for all of them; the shares that were not finished."""
        finished = {share for share, helper, _ in self._running if helper.wait() == 0}
        return [share for share in self._shares if share not in finished]

    def __exit__(self, *_: object) -> None:
        for _share, helper, feeder in self._running:
            helper.kill()
            helper.wait()
            feeder.join()
            with suppress(OSError):  # what was never read
                if helper.stdin is not None:
                    helper.stdin.close()


def _feed(pipe: IO[bytes], data: bytes) -> None:
    """Hand the job over, and keep the pipe open."""
    with suppress(OSError, ValueError):
        pipe.write(data)
        pipe.flush()
