"""When somebody left, for the end of what is kept of them"""

from alembic import op
import sqlalchemy as sa

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("patients") as patients:
        patients.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    # Nobody noted it before: their time begins now.
    op.execute(
        "UPDATE patients SET left_at = CURRENT_TIMESTAMP WHERE status IN ('stopped', 'declined')"
    )


def downgrade() -> None:
    with op.batch_alter_table("patients") as patients:
        patients.drop_column("left_at")
