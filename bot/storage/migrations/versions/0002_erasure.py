"""Erasure of everything that is kept of a patient"""

from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# The one exception to "append-only": the patient has asked for everything to be deleted.
IS_ERASED = (
    "EXISTS (SELECT 1 FROM alerts JOIN erasures ON erasures.patient_id = alerts.patient_id "
    "WHERE alerts.id = OLD.alert_id)"
)


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", ID, nullable=False),
        sa.Column("receipt", sa.String(length=16), nullable=False),
        sa.Column("patient_id", ID, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(patient_id IS NULL) = (erased_at IS NOT NULL)",
            name=op.f("ck_erasures_nobody_once_erased"),
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name=op.f("fk_erasures_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("patient_id", name=op.f("uq_erasures_patient_id")),
        sa.UniqueConstraint("receipt", name=op.f("uq_erasures_receipt")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_alert_log_change() RETURNS trigger AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' AND {IS_ERASED} THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION 'alert_log is append-only'; END $$ LANGUAGE plpgsql"
        )
        return
    op.execute("DROP TRIGGER alert_log_no_delete")
    op.execute(
        f"CREATE TRIGGER alert_log_no_delete BEFORE DELETE ON alert_log WHEN NOT {IS_ERASED} "
        "BEGIN SELECT RAISE(ABORT, 'alert_log is append-only'); END"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_alert_log_change() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'alert_log is append-only'; END $$ LANGUAGE plpgsql"
        )
    else:
        op.execute("DROP TRIGGER alert_log_no_delete")
        op.execute(
            "CREATE TRIGGER alert_log_no_delete BEFORE DELETE ON alert_log "
            "BEGIN SELECT RAISE(ABORT, 'alert_log is append-only'); END"
        )
    op.drop_table("erasures")
