from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock import SandboxClock


def test_clock_runs_with_the_machine_until_it_is_moved():
    clock = SandboxClock()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.offset_s == 0


def test_moves_add_up_and_change_the_version():
    clock = SandboxClock()
    first = clock.version
    clock.advance(3600)
    clock.advance(1800)
    assert clock.offset_s == 5400
    assert clock.version == first + 2


def test_clock_goes_on_from_the_moment_it_is_set_to():
    clock = SandboxClock()
    moment = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    clock.set_to(moment)
    assert timedelta(0) <= clock.now() - moment < timedelta(seconds=5)
    clock.reset()
    assert clock.offset_s == 0


def test_impossible_move_leaves_the_clock_as_it_was():
    clock = SandboxClock()
    with pytest.raises(OverflowError):
        clock.advance(1e15)
    assert clock.offset_s == 0
    assert clock.version == SandboxClock().version
