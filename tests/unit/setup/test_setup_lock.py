"""Locks hold no address, and are compiled so that none gets in."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import lock
from scripts.lock import LOCKS, Lock, addresses, compile_command, compile_locks
from scripts.steps import StepFailed


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example/simple",
        "--find-links /opt/wheels",
        "--extra-index-url=mirror",
        "lindra @ file:///somewhere",
        "    # via -r /somebody/project/requirements.in",
        "one @ git+ssh",
    ],
)
def test_address_is_found(line: str) -> None:
    assert addresses(f"two==2\n{line}\n") == [line]


def test_names_versions_markers_and_remarks_are_no_addresses() -> None:
    text = (
        "#    make lock\n"
        "one[extra]==1.0 ; python_full_version < '3.13' or sys_platform == 'win32' \\\n"
        "    --hash=sha256:abc/def\n"
        "    # via lindra (pyproject.toml)\n"
    )
    assert addresses(text) == []


@pytest.mark.parametrize("one", LOCKS, ids=lambda one: one.target.parent.name)
def test_compile_command_names_no_place_of_this_machine_in_the_lock(one: Lock) -> None:
    command = compile_command(Path("uv"), one, ("--upgrade",))
    assert {"--universal", "--generate-hashes", "--no-emit-index-url", "--upgrade"} <= set(command)
    assert command[command.index("--custom-compile-command") + 1] == "make lock"
    assert command[-3:] == ("--output-file", one.target.name, one.source.name)


@pytest.fixture
def target(tmp_path: Path, monkeypatch) -> Path:
    """One lock, compiled by a stand-in for uv that writes ``new``."""
    target = tmp_path / "requirements.lock"
    target.write_text("one==1\n", encoding="utf-8")
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    monkeypatch.setattr(lock, "LOG", tmp_path / "log")
    monkeypatch.setattr(lock, "LOCKS", (Lock(target, tmp_path / "pyproject.toml"),))
    monkeypatch.setattr(lock, "find_uv", lambda: Path("uv"))
    return target


def test_good_lock_is_kept(target: Path, monkeypatch) -> None:
    monkeypatch.setattr(lock, "run", lambda step, log: target.write_text("one==2\n"))
    compile_locks(())
    assert target.read_text(encoding="utf-8") == "one==2\n"


def test_lock_with_an_address_is_refused_and_the_old_one_kept(target: Path, monkeypatch) -> None:
    bad = "--index-url https://mirror.example\none==2\n"
    monkeypatch.setattr(lock, "run", lambda step, log: target.write_text(bad))
    with pytest.raises(StepFailed, match="would hold addresses"):
        compile_locks(())
    assert target.read_text(encoding="utf-8") == "one==1\n"


def test_interrupted_compilation_keeps_the_old_lock(target: Path, monkeypatch) -> None:
    def interrupt(step, log) -> None:
        target.write_text("")
        raise KeyboardInterrupt

    monkeypatch.setattr(lock, "run", interrupt)
    with pytest.raises(KeyboardInterrupt):
        compile_locks(())
    assert target.read_text(encoding="utf-8") == "one==1\n"
