"""The coach keeps the thread: whole conversations with the real engine, played from ``thread/``.

A file of ``thread/`` holds one theme. It says why, and lists conversations::

    theme: What is said in the middle of a check-in
    conversations:
    - claim: why is answered, then the question comes again
      begins: check-in
      talk:
      - patient: y do u need to know
      - coach: [usual for you, How has your pain been]
      - patient: "6"
      - never: How has your pain been
      answers: {pain: 6}

``begins`` is one of: ``newcomer`` (at the first page of the consent), ``onboarding STEP``,
``idle``, ``check-in`` (at its first question), ``exercise TITLE`` (at its introduction). Each
conversation has a patient of its own, in Oslo, shortly after noon.

What the patient does, one key a turn; the next turn comes when all of it is dealt with:

- ``patient``: writes these words.
- ``presses``: presses the newest button with this label; a list is pressed one after the other.
- ``presses_old``: presses the first button of this label that was ever shown.
- ``edits``: changes their last message to these words.
- ``sends_at_once``: a list of words, and of ``{presses: LABEL}``, without waiting in between.
- ``waits``: lets the clock go on: ``{seconds: }``, ``{minutes: }``, ``{hours: }``, ``{days: }``.
- ``engine``: ``away``, ``back``, ``restarts``, or ``expired-session``.

What must be seen, in the answer to what the patient did last:

- ``coach``: it holds these words, or all of a list in this order, over one or more messages.
- ``offers``: buttons with these labels are below it.
- ``one answer``, ``two answers``, ``no answer``: so many messages came.
- ``toast``: the words over the chat that answer a press.
- ``never``: from this answer on, to the end, the coach never says these words.

What stands in the tables at the end: ``answers`` (exactly these; null for what was skipped),
``exercise`` (``status``, ``before``, ``after``, ``choices``), ``patient`` (``status``, ``name``,
``country``, ``timezone``, ``hour``, ``step``) and ``alerts`` (their causes).

Of every conversation it is seen besides that nothing is left undone, that the coach never says the
same message twice running, and that its log complains of nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.auxil.engine_at_work import free_port
from tests.auxil.engine_door import door_before
from tests.auxil.house import House, sandbox_running
from tests.auxil.real_engine import engine_running
from tests.auxil.residents import staff
from tests.auxil.talk_player import play
from tests.auxil.talk_room import NOON, TalkRoom, room_in
from tests.auxil.talk_script import Conversation, ScriptFault, read_script, read_scripts

SCRIPTS = Path(__file__).parent / "thread"
CONVERSATIONS = read_scripts(SCRIPTS)


@pytest.fixture(scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TalkRoom]:
    folder, http_port = tmp_path_factory.mktemp("thread"), free_port()
    async with (
        engine_running(http_port, folder) as engine,
        door_before(engine.port) as door,
        sandbox_running() as sandbox,
    ):
        await sandbox.clock_to(NOON)
        house = House(sandbox, folder, door.url, http_port)
        await house.start_coach()
        try:
            await staff(house)
            async with room_in(house, engine, door) as room:
                yield room
        finally:
            await house.stop_coach()


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=str)
async def test_the_thread_is_kept(room: TalkRoom, conversation: Conversation) -> None:
    await play(room, conversation)


def test_there_are_enough_conversations() -> None:
    assert len(CONVERSATIONS) >= 60


SOUND = """
theme: A theme
conversations:
- claim: a claim
  begins: check-in
  talk:
  - patient: hello
  - coach: hello
"""


@pytest.mark.parametrize(
    ("sound", "broken", "fault"),
    [
        ("theme: A", "topic: A", "unknown: topic"),
        ("claim: a claim", "claims: a claim", "unknown: claims"),
        ("  begins: check-in\n", "", "missing: begins"),
        ("begins: check-in", "begins: evening", "begins with one of"),
        ("begins: check-in", "begins: exercise", "need a place"),
        ("- patient: hello", "- patient: 6", "words, in quotes"),
        ("- patient: hello", "- pateint: hello", "'pateint' is none of"),
        ("- patient: hello", "- engine: gone", "'gone' is none of"),
        ("- patient: hello", "- waits: {weeks: 1}", "unknown: weeks"),
        ("- patient: hello", "- sends_at_once: hello", "two or more"),
        ("- patient: hello", "- {patient: hello, presses: Skip}", "a turn has one key"),
        ("  - patient: hello\n", "", "the patient does something first"),
        ("  - coach: hello\n", "", "claims nothing that could fail"),
        ("- coach: hello", "- some answer", "'some answer' is none of"),
    ],
)
def test_a_broken_script_is_refused(tmp_path: Path, sound: str, broken: str, fault: str) -> None:
    script = tmp_path / "a-theme.yml"
    script.write_text(SOUND, encoding="utf-8")
    assert len(read_script(script)) == 1
    script.write_text(SOUND.replace(sound, broken), encoding="utf-8")
    with pytest.raises(ScriptFault, match=fault):
        read_script(script)
