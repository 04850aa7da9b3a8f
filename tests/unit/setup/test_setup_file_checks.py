"""What must not be committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.file_checks import LARGEST_BYTES, check_secrets, check_size, check_yaml, main


@pytest.mark.parametrize(
    "content",
    [
        # Put together here, so that this file does not hold one itself.
        "token = 1234567890:" + "A" * 35,
        "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
        "key: AKIA" + "ABCDEFGHIJKLMNOP",
        "postgresql://" + "clinic:hunter2@db/lindra",
    ],
)
def test_secret_is_found(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    assert len(check_secrets(path)) == 1


@pytest.mark.parametrize(
    "content",
    [
        "LINDRA_TELEGRAM_TOKEN=",
        "token = 123:short",
        "postgresql://user:password@host/name",
        "see https://example.org/a:b",
    ],
)
def test_harmless_text_is_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    assert check_secrets(path) == []


def test_large_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(LARGEST_BYTES))
    assert check_size(path) == []
    path.write_bytes(bytes(LARGEST_BYTES + 1))
    assert check_size(path) == [f"{LARGEST_BYTES + 1} bytes, at most {LARGEST_BYTES}"]


@pytest.mark.parametrize("content", ["a: [1", "a: 1\na: 2", "a: b: c"])
def test_yaml_that_cannot_be_read_or_repeats_a_key_is_found(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file.yml"
    path.write_text(content, encoding="utf-8")
    assert len(check_yaml(path)) == 1


def test_every_fault_of_every_file_is_listed(tmp_path: Path, capsys) -> None:
    good, bad, worse = (tmp_path / name for name in ("good.yml", "bad.yml", "worse.yml"))
    good.write_text("a: 1\n", encoding="utf-8")
    bad.write_text("a: [1\n", encoding="utf-8")
    worse.write_text("a: b: c\n", encoding="utf-8")
    assert main(["yaml", str(good), str(bad), str(worse)]) == 1
    shown = capsys.readouterr().out
    assert shown.count("\n") == 2
    assert main(["yaml", str(good)]) == 0
