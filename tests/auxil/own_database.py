"""A database of a test's own, of both kinds; import the fixture into the test's module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

SCHEMA = "from_scratch"


@pytest.fixture(params=["sqlite", "postgresql"])
def own_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a database is that holds nothing yet, not even a table."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/deep/down/own.sqlite3"
        return
    url = make_url(request.getfixturevalue("postgres_url"))
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        own = url.update_query_dict({"options": f"-csearch_path={SCHEMA}"})
        yield own.render_as_string(hide_password=False)
        connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
