"""What the services need from outside, as Protocols; storage and gateways provide it."""

from __future__ import annotations

from bot.services.ports.alerting import Alerts as Alerts
from bot.services.ports.alerting import SafetyChecks as SafetyChecks
from bot.services.ports.clinical import CheckIns as CheckIns
from bot.services.ports.clinical import Exercises as Exercises
from bot.services.ports.clinical import Favourites as Favourites
from bot.services.ports.clinical import FlareUps as FlareUps
from bot.services.ports.clinical import Prompts as Prompts
from bot.services.ports.content import ContentUse as ContentUse
from bot.services.ports.content import ContentVersions as ContentVersions
from bot.services.ports.content import Use as Use
from bot.services.ports.messages import Buttons as Buttons
from bot.services.ports.messages import Inbox as Inbox
from bot.services.ports.messages import Outbox as Outbox
from bot.services.ports.outside import DialogueEngine as DialogueEngine
from bot.services.ports.outside import LanguageDetector as LanguageDetector
from bot.services.ports.outside import MessageSender as MessageSender
from bot.services.ports.outside import SendResult as SendResult
from bot.services.ports.outside import SendState as SendState
from bot.services.ports.outside import Utterance as Utterance
from bot.services.ports.people import Invitations as Invitations
from bot.services.ports.people import Patients as Patients
from bot.services.ports.people import Providers as Providers
from bot.services.ports.records import DataReads as DataReads
from bot.services.ports.records import Erasures as Erasures
from bot.services.ports.records import Exports as Exports
from bot.services.ports.records import OldMessages as OldMessages
from bot.services.ports.records import TickRun as TickRun
from bot.services.ports.records import TickRuns as TickRuns
from bot.services.ports.unit_of_work import UnitOfWork as UnitOfWork
from bot.services.ports.unit_of_work import UnitOfWorkFactory as UnitOfWorkFactory

TICK_BATCH = 25  # rows that a tick takes into one transaction
