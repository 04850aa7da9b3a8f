"""Where uv comes from, and what it is told about this machine."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from scripts import uv_tool
from scripts.steps import StepFailed


@pytest.fixture
def home(tmp_path: Path, monkeypatch) -> Path:
    """A project without a uv of its own, on a machine without one."""
    home = tmp_path / "uv"
    monkeypatch.setattr(uv_tool, "HOME", home)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return home


def put_uv(path: Path, version: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho 'uv {version}'\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_no_uv_anywhere_is_none(home: Path) -> None:
    assert uv_tool.find_uv() is None


def test_uv_on_the_path_is_used_when_it_is_new_enough(home: Path) -> None:
    there = put_uv(home.parent / "bin" / "uv", "0.9.1 (abc 2026-01-01)")
    assert uv_tool.find_uv() == there


def test_uv_on_the_path_is_left_alone_when_it_is_too_old(home: Path) -> None:
    put_uv(home.parent / "bin" / "uv", "0.4.30")
    assert uv_tool.find_uv() is None


def test_fetch_that_was_cut_short_does_not_count(home: Path) -> None:
    put_uv(home / "bin" / "uv", "0.13.9")
    assert uv_tool.find_uv() is None


def test_uv_is_fetched_by_hash_into_the_project(home: Path, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(uv_tool, "_has", lambda module: True)
    monkeypatch.setattr(uv_tool, "run", lambda step, log: asked.append(step) or pretend(home))
    assert uv_tool.fetch_uv(home.parent / "log") == home / "bin" / "uv"
    assert [str(home) in " ".join(step.command) for step in asked] == [True, True]
    assert "--require-hashes" in asked[-1].command
    assert uv_tool.find_uv() == home / "bin" / "uv"


def pretend(home: Path) -> None:
    home.mkdir(exist_ok=True)


def test_python_without_venv_fetches_with_pip(home: Path, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(uv_tool, "_has", lambda module: module == "pip")
    monkeypatch.setattr(uv_tool, "run", lambda step, log: asked.append(step) or pretend(home))
    uv_tool.fetch_uv(home.parent / "log")
    assert len(asked) == 1
    assert asked[0].command[-2:] == ("--target", str(home))


def test_python_without_pip_and_venv_says_how_to_get_them(home: Path, monkeypatch) -> None:
    monkeypatch.setattr(uv_tool, "_has", lambda module: False)
    monkeypatch.setattr(uv_tool, "apt_get", lambda packages, title: ())
    with pytest.raises(StepFailed, match="uv is missing") as caught:
        uv_tool.fetch_uv(home.parent / "log")
    assert "apt-get install python3-venv" in caught.value.advice


def test_packages_of_the_system_are_left_to_its_owner(home: Path, monkeypatch) -> None:
    put_uv(home.parent / "bin" / "apt-get", "")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert uv_tool.apt_get(("chromium",), "Chromium") == ()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    update, install = uv_tool.apt_get(("chromium",), "Chromium")
    assert update.command[1:] == ("update",)
    assert install.command[-1] == "chromium"
    assert install.environment["DEBIAN_FRONTEND"] == "noninteractive"


def test_uv_is_told_what_the_machine_tells_pip(monkeypatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    variables = uv_tool.uv_environment()
    assert variables["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert "VIRTUAL_ENV" not in variables


def test_uv_keeps_its_cache_in_the_project_when_there_is_no_home(monkeypatch) -> None:
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    assert uv_tool.uv_environment()["UV_CACHE_DIR"] == str(uv_tool.TOOLS / "cache")
