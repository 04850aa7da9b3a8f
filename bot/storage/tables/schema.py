"""The one schema that all tables belong to, and the rules that several share."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, MetaData

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def one_of(column: str, enum: type[StrEnum]) -> CheckConstraint:
    """Return the rule that a column holds one of an enum's values."""
    values = ", ".join(f"'{member.value}'" for member in enum)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


def nrs(column: str) -> CheckConstraint:
    """Return the rule that a column holds points from 0 to 10."""
    return CheckConstraint(f"{column} BETWEEN 0 AND 10", name=f"{column}_range")
