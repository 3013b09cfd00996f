"""Everything a developer does, in one command: `python3 dev.py run`, on Windows `py dev.py run`.

The first call makes `.venv` and installs what requirements/lock.txt names, checked against its
hashes; later calls install again only when the lock file, the project file or the interpreter changed.
Standard library only.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is also started by interpreters that are too old
    sys.exit(
        "sz_assess needs Python 3.11 or newer; this is Python "
        + ".".join(map(str, sys.version_info[:3]))
        + " ("
        + sys.executable
        + "). Start dev.py with a newer one, for example: python3.12 dev.py run"
    )

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements" / "lock.txt"
OLDEST = ROOT / "requirements" / "oldest.txt"
EXAMPLE = "suizhou_2018"
CHECKS = (("-m", "ruff", "check"), ("-m", "ruff", "format", "--check"), ("-m", "mypy"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Do one job; whatever follows its name is handed to the program that does it."""
    width = max(map(len, JOBS))
    parser = argparse.ArgumentParser(
        prog="dev.py",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="\n".join(f"  {name:{width}}  {job.__doc__}" for name, job in JOBS.items()),
    )
    parser.add_argument("job", choices=JOBS, metavar="JOB")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="handed on")
    chosen = parser.parse_args(arguments)
    JOBS[chosen.job](chosen.rest)


def run(rest: list[str]) -> None:
    """score the example and say where its report is"""
    out = ROOT / "output" / EXAMPLE
    call(environment(), "-m", "sz_assess", "run", f"examples/{EXAMPLE}", "--out", str(out), *rest)
    print(f"\nThe report: {out / 'report' / 'index.html'}")


def test(rest: list[str]) -> None:
    """lint, format, types, then the tests (arguments go to pytest)"""
    call_all(environment(), *CHECKS, ("-m", "pytest", *rest))


def check(rest: list[str]) -> None:
    """lint, format and types only"""
    refuse(rest)
    call_all(environment(), *CHECKS)


def docs(rest: list[str]) -> None:
    """build the documentation; a warning is a failure"""
    out = ROOT / "docs" / "_build" / "html"
    call(environment(), "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", *rest, "docs", str(out))
    print(f"The documentation: {out / 'index.html'}")


def oldest(rest: list[str]) -> None:
    """the tests that need no other program, with the oldest dependencies that are allowed"""
    call(environment(".venv-oldest", OLDEST), "-m", "pytest", "-m", "not (browser or office or peer)", *rest)


def bench(rest: list[str]) -> None:
    """the benchmarks (arguments go to pytest)"""
    call(environment(), "-m", "pytest", "benchmarks", "--benchmark-columns=min,median,rounds", *rest)


def messages(rest: list[str]) -> None:
    """collect the words for people, update the Chinese catalogue and compile it"""
    refuse(rest)
    call(environment(), "tools/messages.py")


def lock(rest: list[str]) -> None:
    """pin all dependencies again, newest and oldest (--upgrade for newer releases)"""
    python = environment()
    bounds = lower_bounds()
    compiler = ("-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11")
    # One version for all interpreters, so that results do not depend on which one runs.
    pinned = ("--generate-hashes", "--fork-strategy=fewest", "--no-annotate")
    command = "--custom-compile-command=python dev.py lock"
    call(python, *compiler, *pinned, command, "--extra=dev", "pyproject.toml", "-o", str(LOCK), *rest)
    wanted = ROOT / "build" / "oldest.in"
    wanted.parent.mkdir(exist_ok=True)
    test_tools: list[str] = project()["optional-dependencies"]["test"]
    wanted.write_text(
        "".join(f"{name}=={version}\n" for name, version in bounds.items()) + "\n".join(test_tools) + "\n",
        encoding="utf-8",
    )
    call(python, *compiler, *pinned, command, str(wanted), "-o", str(OLDEST), *rest)


JOBS: dict[str, Callable[[list[str]], None]] = {
    job.__name__: job for job in (run, test, check, docs, oldest, bench, messages, lock)
}


def environment(folder: str = ".venv", requirements: Path = LOCK) -> Path:
    """Return the interpreter of an environment that holds the locked versions; install what it lacks."""
    place = ROOT / folder
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = place / "installed.txt"
    state = state_of(requirements)
    if stamp.is_file() and python.exists() and stamp.read_text(encoding="utf-8") == state:
        return python
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            sys.exit(
                f"This Python ({sys.executable}) comes without {module}: it makes no virtual environments. "
                "On Debian or Ubuntu: apt-get install python3-venv; elsewhere: the installer of python.org."
            )
    if not python.exists():
        print(f"Making {folder} with Python {'.'.join(map(str, sys.version_info[:3]))}", flush=True)
        shutil.rmtree(place, ignore_errors=True)
        call(Path(sys.executable), "-m", "venv", str(place))
    print(
        f"Installing what {requirements.relative_to(ROOT).as_posix()} names (minutes, the first time)",
        flush=True,
    )
    stamp.unlink(missing_ok=True)
    pip = ("-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check", "--no-input")
    call(python, *pip, "--require-hashes", "-r", str(requirements))
    call(python, *pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(state, encoding="utf-8")
    return python


def state_of(requirements: Path) -> str:
    """Return what an environment depends on, to be compared with what it was made from."""
    parts = [requirements.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode()]
    return "\n".join(hashlib.sha256(part).hexdigest() for part in parts) + "\n"


def project() -> dict[str, Any]:
    """Return the project table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def lower_bounds() -> dict[str, str]:
    """Return the oldest allowed release of each direct dependency of the package."""
    bounds = {}
    for requirement in project()["dependencies"]:
        found = re.fullmatch(r"([\w.\[\]-]+)>=([\d.]+),<[\d.]+", requirement)
        if found is None:
            sys.exit(f"pyproject.toml: {requirement!r} should read name>=oldest,<next_major")
        bounds[found[1]] = found[2]
    return bounds


def refuse(rest: list[str]) -> None:
    """Stop at arguments that nothing would read."""
    if rest:
        sys.exit(f"dev.py: unexpected {' '.join(rest)}")


def call(python: Path, *arguments: str) -> None:
    """Run a program in the project's folder; stop where it fails."""
    call_all(python, arguments)


def call_all(python: Path, *programs: Sequence[str]) -> None:
    """Run each program whatever becomes of the others, then stop with the first exit code that is not 0."""
    failed = 0
    for arguments in programs:
        code = subprocess.run([str(python), *arguments], cwd=ROOT, check=False).returncode
        if code != 0:
            print(f"dev.py: exit code {code} from {' '.join(arguments)}", file=sys.stderr, flush=True)
            failed = failed or code
    if failed:
        sys.exit(failed)


if __name__ == "__main__":
    main()
