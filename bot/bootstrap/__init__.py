"""The only wiring: settings in, a running coach out."""

from __future__ import annotations

from bot.actions.declared import declared_action_faults as declared_action_faults
from bot.actions.labelled import guess_label_faults as guess_label_faults
from bot.actions.spoken import reply_faults as reply_faults
from bot.bootstrap.coach import Coach as Coach
from bot.bootstrap.coach import require_token as require_token
from bot.bootstrap.engine import supervised_engine as supervised_engine
from bot.bootstrap.office import Office as Office
from bot.bootstrap.office import open_office as open_office
from bot.bootstrap.office import open_screener as open_screener
from bot.bootstrap.office import require_data_keys as require_data_keys
from bot.bootstrap.ports import LOOPBACK as LOOPBACK
from bot.bootstrap.ports import is_port_free as is_port_free
from bot.safety.evidence import evidence_faults as evidence_faults
from bot.safety.screening import RULE_SETS as RULE_SETS
