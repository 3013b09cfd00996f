"""Where shipped files are found, in a checkout and in an installed wheel."""

from pathlib import Path
from typing import Any

import pytest

from sz_assess import resources


@pytest.mark.parametrize("kind", resources.KINDS)
def test_a_checkout_uses_the_folders_that_people_edit(kind: resources.Kind, repository: Path) -> None:
    assert resources.shipped(kind) == repository / kind


def test_an_installed_wheel_uses_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "sz_assess"
    (package / "_shipped" / "weights").mkdir(parents=True)
    (tmp_path / "site-packages" / "weights").mkdir()  # some other package's folder of the same name
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.shipped("weights") == package / "_shipped" / "weights"


def test_an_incomplete_installation_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "sz_assess")
    with pytest.raises(FileNotFoundError, match="shipped folder examples is missing"):
        resources.shipped("examples")


def test_an_unknown_kind_is_refused() -> None:
    unknown: Any = "../.."
    with pytest.raises(ValueError, match=r"no such kind of shipped files: '\.\./\.\.'"):
        resources.shipped(unknown)
