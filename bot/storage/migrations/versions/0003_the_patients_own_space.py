"""The patient's own space: settings, flare-ups, attachments, who has read what"""

from alembic import op
import sqlalchemy as sa

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("patients") as patients:
        patients.add_column(
            sa.Column("prompt_every_days", sa.Integer(), nullable=False, server_default="1")
        )
        patients.add_column(
            sa.Column("is_discreet", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        patients.add_column(sa.Column("lighter_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "attachments",
        sa.Column("outbox_id", ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name=op.f("fk_attachments_outbox_id")
        ),
        sa.PrimaryKeyConstraint("outbox_id", name=op.f("pk_attachments")),
    )
    op.create_table(
        "flare_ups",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("team_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("begun_at <= ends_at", name=op.f("ck_flare_ups_window")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name=op.f("fk_flare_ups_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flare_ups")),
    )
    op.create_index(
        op.f("ix_flare_ups_patient_id_ends_at"), "flare_ups", ["patient_id", "ends_at"]
    )
    op.create_table(
        "data_reads",
        sa.Column("id", ID, nullable=False),
        sa.Column("patient_id", ID, nullable=False),
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('summary', 'alert')", name=op.f("ck_data_reads_kind_known")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name=op.f("fk_data_reads_patient_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_data_reads_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_reads")),
    )
    op.create_index(
        op.f("ix_data_reads_patient_id_read_at"), "data_reads", ["patient_id", "read_at"]
    )


def downgrade() -> None:
    op.drop_table("data_reads")
    op.drop_table("flare_ups")
    op.drop_table("attachments")
    with op.batch_alter_table("patients") as patients:
        patients.drop_column("lighter_until")
        patients.drop_column("is_discreet")
        patients.drop_column("prompt_every_days")
