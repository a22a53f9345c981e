from pathlib import Path

import pytest

from peerdesk.work.resources import MissingResourceError, resource, resource_root


def _laid_out(folder: Path) -> Path:
    (folder / "icons").mkdir(parents=True)
    return folder


def test_the_source_tree_keeps_resources_beside_the_package() -> None:
    assert resource("icons", "plus.svg").is_file()
    assert resource("styles", "calm.qss").is_file()


def test_the_wheel_keeps_resources_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "peerdesk"
    inside = _laid_out(package / "_resources")
    _laid_out(tmp_path / "site-packages" / "resources")
    assert resource_root(package) == inside


def test_the_source_tree_is_found_from_the_package(tmp_path: Path) -> None:
    beside = _laid_out(tmp_path / "resources")
    assert resource_root(tmp_path / "peerdesk") == beside


@pytest.mark.parametrize("where", ["resources", "peerdesk/_resources"])
def test_the_frozen_application_says_where_its_files_are(tmp_path: Path, where: str) -> None:
    frozen = _laid_out(tmp_path / "_internal" / where)
    assert resource_root(tmp_path / "nowhere" / "peerdesk", frozen_root=str(tmp_path / "_internal")) == frozen


def test_a_missing_folder_is_said_and_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(MissingResourceError):
        resource_root(tmp_path / "peerdesk")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(MissingResourceError, match=r"icons/unicorn\.svg"):
        resource("icons", "unicorn.svg")
