"""What people wrote is sealed at rest

Runs with the data keys of the installation: what stands there already is sealed on the way up,
and unsealed on the way down.
"""

from collections.abc import Callable
from typing import Any

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from bot.storage.sealed_columns import sealer_of

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TEXT = sa.Text()
WAS = (  # table, its key, column, and the type it had
    ("patients", "id", "called_name", sa.String(64)),
    ("inbox", "update_id", "payload", JSON),
    ("outbox", "id", "text", TEXT),
    ("outbox", "id", "buttons", JSON),
    ("answers", "id", "value_text", TEXT),
    ("exercise_sessions", "id", "choices", JSON),
)


def upgrade() -> None:
    sealer = sealer_of(op.get_bind().dialect)
    op.create_table(
        "data_keys",
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("known_value", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_data_keys")),
    )
    for table, key, column, type_ in WAS:
        _change_type(table, column, type_, TEXT)
        _rewrite(table, key, column, lambda plain: sealer.seal(plain.encode()))
    _change_attachments(sa.LargeBinary(), TEXT, sealer.seal)


def downgrade() -> None:
    sealer = sealer_of(op.get_bind().dialect)
    _change_attachments(TEXT, sa.LargeBinary(), sealer.unseal)
    for table, key, column, type_ in reversed(WAS):
        _rewrite(table, key, column, lambda sealed: sealer.unseal(sealed).decode())
        _change_type(table, column, TEXT, type_)
    op.drop_table("data_keys")


def _change_type(table: str, column: str, old: Any, new: Any) -> None:
    if old is new:
        return
    name = new.compile(op.get_bind().dialect)
    with op.batch_alter_table(table) as changed:
        changed.alter_column(
            column, existing_type=old, type_=new, postgresql_using=f"{column}::{name}"
        )


def _rewrite(table: str, key: str, column: str, change: Callable[[str], str]) -> None:
    rows = sa.table(table, sa.column(key), sa.column(column, TEXT))
    own, value = rows.c[key], rows.c[column]
    kept = op.get_bind().execute(sa.select(own, value).where(value.is_not(None))).all()
    if kept:
        op.get_bind().execute(
            sa.update(rows).where(own == sa.bindparam("own")).values({value: sa.bindparam("new")}),
            [{"own": row[0], "new": change(row[1])} for row in kept],
        )


def _change_attachments(old: Any, new: Any, change: Callable[[Any], Any]) -> None:
    """Take out what waits to be sent, and put it back: bytes and text cannot be cast safely."""
    was, becomes = (
        sa.table("attachments", *map(sa.column, ("outbox_id", "name")), sa.column("content", type_))
        for type_ in (old, new)
    )
    kept = [dict(row) for row in op.get_bind().execute(sa.select(was)).mappings()]
    op.get_bind().execute(sa.delete(was))
    _change_type("attachments", "content", old, new)
    if kept:
        rows = [{**row, "content": change(row["content"])} for row in kept]
        op.get_bind().execute(sa.insert(becomes), rows)
