"""From older versions of a schema to the present one, without a change to anything else."""

from bot.library.migrations.folder import Plan, Rewrite, plan
from bot.library.migrations.steps import Change

__all__ = ["Change", "Plan", "Rewrite", "plan"]
