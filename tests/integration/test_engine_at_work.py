"""The real engine under the supervisor: killed, confused, and careful with words."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.patients import Flow
from bot.errors import ConfigError, ContentError, EngineUnavailable
from bot.gateways.engine_client import EngineClient
from bot.gateways.engine_process import EngineOptions, EngineProcess
from bot.gateways.parse_batch import parse_lines
from bot.safety.screener import Screener
from bot.services.meaning import as_metadata
from nlu.encoder import load_encoder
from tests.auxil.engine_at_work import ROOT, Actions

pytest_plugins = ["tests.auxil.engine_fixtures"]


class EveryMeaning(Screener):
    """Knows what texts are about, and no danger."""

    def meaning(self, text: str) -> NDArray[np.float32]:
        return load_encoder().encode(text)


EVERY_MEANING = EveryMeaning()


async def test_an_engine_killed_in_the_middle_of_a_check_in_is_not_noticed(
    engine_process: tuple[EngineProcess, EngineOptions], engine: EngineClient, actions: Actions
) -> None:
    process = engine_process[0]
    await engine.converse("killed", "6", Flow.CHECK_IN, {})
    starts = process.starts
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    async with asyncio.timeout(120):
        while not (process.starts > starts and process.is_up):
            await asyncio.sleep(0.1)
    await engine.converse("killed", "4", Flow.CHECK_IN, {})
    assert actions.taken == [6, 4]


async def test_a_vector_that_is_sent_along_is_taken_for_the_texts_own(
    engine: EngineClient, actions: Actions
) -> None:
    async def first_guess(meaning: str) -> str:
        # The words say nothing, so that it is the meaning that decides.
        await engine.converse("vectors", "blorp", None, as_metadata(EVERY_MEANING, meaning))
        return [name for name in actions.rankings[-1] if name != "nlu_fallback"][0]

    assert await first_guess("what can you do for me, how does this work") == "ask_help"
    assert await first_guess("show me the chart of how I have been doing") == "show_progress"


async def test_the_log_holds_no_words_of_a_patient(
    engine_process: tuple[EngineProcess, EngineOptions], engine: EngineClient, actions: Actions
) -> None:
    actions.fails = {"action_help", "action_default_fallback", "validate_check_in_form"}
    await engine.converse("quiet", "help xylophone", None, {})
    await engine.converse("quiet", "xylophone xylophone", Flow.CHECK_IN, {})
    await engine.converse("quiet", "/xylophone", None, {})
    async with httpx.AsyncClient() as http:
        await http.post(
            f"http://127.0.0.1:{engine_process[1].port}/webhooks/rest/webhook",
            json={"sender": "quiet", "message": ["xylophone"]},
        )
    with pytest.raises(EngineUnavailable):
        await engine.converse("quiet", ["xylophone"], None, {})  # type: ignore[arg-type]
    log = await asyncio.to_thread(engine_process[1].log_path.read_text)
    assert "rest.message.received.failure" in log
    assert "coach.turn.failure" in log
    assert "xylophone" not in log
    assert "on purpose" not in log


async def test_the_engine_listens_on_loopback_only(
    engine_process: tuple[EngineProcess, EngineOptions],
) -> None:
    # A program that listens on every address answers at this one too.
    with pytest.raises(OSError, match=r"^$|127\.0\.0\.2"):
        await asyncio.wait_for(
            asyncio.open_connection("127.0.0.2", engine_process[1].port), timeout=2
        )


def test_a_clinics_own_sentences_are_parsed_without_a_running_coach(model: Path) -> None:
    lines = [json.dumps({"text": t, "id": n}) + "\n" for n, t in enumerate(("check in", "ünïcode"))]
    parsed = list(parse_lines(ROOT, model, [*lines, "\n"]))
    assert [one["id"] for one in parsed] == [0, 1]
    assert parsed[0]["intent"] == "start_check_in"
    assert parsed[0]["ranking"][0] == "start_check_in"
    assert len(parsed[0]["ranking"]) == 3
    assert 0 < parsed[1]["confidence"] < 1
    assert parsed[1]["entities"] == []


def test_each_line_that_cannot_be_parsed_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        list(parse_lines(ROOT, tmp_path, ['{"text": "hi"}', "hi", '{"txt": "hi"}', '{"text": 3}']))
    assert [fault.split(":")[0] for fault in caught.value.faults] == ["line 2", "line 3", "line 4"]


def test_a_missing_model_and_a_broken_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="lindra train"):
        list(parse_lines(ROOT, tmp_path / "none.tar.gz", ['{"text": "hi"}']))
    (tmp_path / "broken.tar.gz").write_bytes(b"not a model")
    with pytest.raises(ConfigError, match="stopped while it was parsing"):
        list(parse_lines(ROOT, tmp_path / "broken.tar.gz", ['{"text": "hi"}']))
