"""The wheel works where the repository is not, and the dependencies are what the project file says."""

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev
from sz_assess import __version__
from sz_assess.resources import KINDS

SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PYTHON = "python.exe" if os.name == "nt" else "python"
UNTRACKED = {"output", "__pycache__"}


def run(*words: str | Path, cwd: Path) -> str:
    """Run a program without this checkout on its path; a failure shows what it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["PYTHONUTF8"] = "1"
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{words} failed with exit code {done.returncode}:\n{done.stdout}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The wheel, built from this checkout with the locked build tool."""
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, repository, cwd=out)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """The programs of a new environment with the wheel; it borrows the dependencies, but not the checkout."""
    place = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", place, cwd=place)
    programs = place / SCRIPTS
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(programs / PYTHON, "-c", asked, cwd=place).strip())
    # A path file is not followed into the path files it leads to, so the editable install stays out of sight.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = ("-m", "pip", "--python", programs / PYTHON, "install", "--quiet", "--no-deps", "--no-index")
    run(sys.executable, *pip, "--disable-pip-version-check", "--force-reinstall", wheel, cwd=place)
    return programs


def shipped_files(repository: Path) -> set[str]:
    """What the wheel must carry besides the package, as paths below the root of the repository."""
    return {
        file.relative_to(repository).as_posix()
        for kind in KINDS
        for file in (repository / kind).rglob("*")
        if file.is_file() and not UNTRACKED & set(file.parts)
    }


def test_the_wheel_carries_what_people_edit_and_nothing_else(wheel: Path, repository: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    prefix = "sz_assess/_shipped/"
    assert {name.removeprefix(prefix) for name in names if name.startswith(prefix)} == shipped_files(repository)
    assert {"sz_assess/py.typed", "sz_assess/locale/zh/LC_MESSAGES/sz_assess.mo"} <= names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"sz_assess", f"sz_assess-{__version__}.dist-info"}


def test_an_installed_package_finds_its_own_files(installed: Path, tmp_path: Path) -> None:
    asked = (
        "import sz_assess, sz_assess.resources as r, sz_assess.i18n as i; i.translator('zh');"
        "print(sz_assess.__file__, *map(r.shipped, r.KINDS), sep='\\n')"
    )
    environment = installed.parent.resolve()
    places = [Path(line).resolve() for line in run(installed / PYTHON, "-c", asked, cwd=tmp_path).splitlines()]
    assert len(places) == 1 + len(KINDS)
    assert all(place.is_relative_to(environment) for place in places), places


def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path, repository: Path) -> None:
    if not (repository / "sz_assess" / "cli" / "__init__.py").exists():
        pytest.skip("there is no command line yet")
    assert __version__ in run(installed / "sz-assess", "--version", cwd=tmp_path)
    assert __version__ in run(installed / PYTHON, "-m", "sz_assess", "--version", cwd=tmp_path)


def test_the_installed_command_scores_the_example_in_an_empty_folder(
    installed: Path, tmp_path: Path, repository: Path
) -> None:
    needed = (repository / "sz_assess" / "cli" / "run.py", repository / "examples" / dev.EXAMPLE)
    if not all(path.exists() for path in needed):
        pytest.skip("there is no example, or no command to score it, yet")
    asked = "import sz_assess.resources as r; print(r.shipped('examples'))"
    example = Path(run(installed / PYTHON, "-c", asked, cwd=tmp_path).strip()) / dev.EXAMPLE
    run(installed / "sz-assess", "run", example, "--out", "scored", cwd=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["scored"]
    written = {path.relative_to(tmp_path / "scored").as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"manifest.json", "results/ranking.csv", "results/scores.csv", "report/index.html"} <= written


# Dependencies: pyproject.toml, the two lock files and what is installed say the same.

PINNED = re.compile(r"^([\w.-]+)==([\w.]+)([^\\\n]*)\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def pinned(file: Path) -> dict[str, str]:
    """Name and version of every line of a lock file; anything that is not a hashed pin fails."""
    text = file.read_text(encoding="utf-8")
    rest = PINNED.sub("", text + "\n")
    odd = [line for line in rest.splitlines() if line and not line.lstrip().startswith("#")]
    assert not odd, f"{file.name} holds lines that pin nothing: {odd[:3]}"
    return {canonicalize_name(found[1]): found[2] for found in PINNED.finditer(text + "\n")}


def requirements(repository: Path, *extras: str) -> list[Requirement]:
    project: dict[str, Any] = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return [Requirement(line) for line in lines if not line.startswith("sz-assess")]


@pytest.mark.parametrize("extras", [(), ("docs", "test", "dev")])
def test_the_lock_file_holds_every_dependency_within_its_bounds(extras: tuple[str, ...], repository: Path) -> None:
    locked = pinned(dev.LOCK)
    wanted = requirements(repository, *extras)
    assert len(wanted) >= 12
    for requirement in wanted:
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"{requirement} is not locked: run python3 dev.py lock"
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


def test_the_oldest_versions_are_the_lower_bounds(repository: Path) -> None:
    locked = pinned(dev.OLDEST)
    for requirement in requirements(repository):
        bounds = {each.operator: each.version for each in requirement.specifier}
        assert bounds.keys() == {">=", "<"}, f"{requirement} wants a lower and an upper bound"
        assert locked[canonicalize_name(requirement.name)] == bounds[">="], f"{requirement}: run python3 dev.py lock"
