"""A helper that writes its share of a report's pages; started by the process that writes the rest."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from threading import Thread

from sz_assess.reports.html import Job, write_pages
from sz_assess.reports.parallel import Share


def main(first: str, of: str) -> None:
    """Write every ``of``-th page, from number ``first`` on, of the job that comes through the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this one is told too, and ends it
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    if not isinstance(job, Job):
        raise TypeError("no job came through the pipe")
    Thread(target=_end_when_left, daemon=True).start()
    write_pages(job, Share(int(first), int(of)))


def _end_when_left() -> None:
    """The pipe stays open, and empty, as long as there is somebody at its other end."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
