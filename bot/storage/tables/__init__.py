"""Every table, with named constraints."""

from __future__ import annotations

from bot.storage.tables.alerting import (
    alert_log as alert_log,
)
from bot.storage.tables.alerting import (
    alerts as alerts,
)
from bot.storage.tables.alerting import (
    safety_checks as safety_checks,
)
from bot.storage.tables.clinical import (
    answers as answers,
)
from bot.storage.tables.clinical import (
    check_ins as check_ins,
)
from bot.storage.tables.clinical import (
    exercise_sessions as exercise_sessions,
)
from bot.storage.tables.clinical import (
    favourites as favourites,
)
from bot.storage.tables.clinical import (
    flare_ups as flare_ups,
)
from bot.storage.tables.clinical import (
    prompts as prompts,
)
from bot.storage.tables.content import (
    content_versions as content_versions,
)
from bot.storage.tables.messages import (
    attachments as attachments,
)
from bot.storage.tables.messages import (
    buttons as buttons,
)
from bot.storage.tables.messages import (
    inbox as inbox,
)
from bot.storage.tables.messages import (
    lanes as lanes,
)
from bot.storage.tables.messages import (
    outbox as outbox,
)
from bot.storage.tables.people import (
    invitations as invitations,
)
from bot.storage.tables.people import (
    patients as patients,
)
from bot.storage.tables.people import (
    providers as providers,
)
from bot.storage.tables.records import (
    data_keys as data_keys,
)
from bot.storage.tables.records import (
    data_reads as data_reads,
)
from bot.storage.tables.records import (
    erasures as erasures,
)
from bot.storage.tables.records import (
    tick_runs as tick_runs,
)
from bot.storage.tables.schema import metadata as metadata
