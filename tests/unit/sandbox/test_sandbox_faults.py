import pytest

from sandbox.faults import Fault, FaultKind, Faults


def fault(kind=FaultKind.FORBIDDEN, **more) -> Fault:
    return Fault(0, kind, **more)


def test_fault_is_used_up_after_its_count():
    faults = Faults()
    faults.add(fault(remaining=2))
    taken = [faults.take("sendmessage", 7) is not None for _ in range(3)]
    assert taken == [True, True, False]
    assert faults.active() == []


def test_fault_without_end_stays_until_cleared():
    faults = Faults()
    faults.add(fault(remaining=None))
    assert all(faults.take("sendmessage", 7) for _ in range(5))
    faults.clear()
    assert faults.take("sendmessage", 7) is None


@pytest.mark.parametrize(
    ("wanted", "method", "user_id", "fits"),
    [
        ({"method": "sendMessage"}, "sendmessage", 7, True),
        ({"method": "sendMessage"}, "sendphoto", 7, False),
        ({"user_id": 7}, "sendphoto", 7, True),
        ({"user_id": 7}, "sendphoto", 8, False),
        ({}, "sendphoto", 8, True),
        ({}, "getupdates", None, False),
        ({"method": "getUpdates"}, "getupdates", None, True),
    ],
)
def test_fault_hits_its_method_and_its_chat_only(wanted, method, user_id, fits):
    assert fault(**wanted).fits(method, user_id) is fits


@pytest.mark.parametrize(
    ("kind", "code", "start"),
    [
        (FaultKind.TOO_MANY, 429, "Too Many Requests: retry after 3"),
        (FaultKind.BAD_REQUEST, 400, "Bad Request: can't parse entities"),
        (FaultKind.FORBIDDEN, 403, "Forbidden: bot was blocked by the user"),
        (FaultKind.SERVER_ERROR, 500, "Internal Server Error"),
    ],
)
def test_each_kind_says_what_telegram_would_say(kind, code, start):
    error = fault(kind, retry_after_s=3).error()
    assert (error.code, error.description[: len(start)]) == (code, start)
    assert error.retry_after_s == (3 if code == 429 else None)


@pytest.mark.parametrize("kind", [FaultKind.TIMEOUT, FaultKind.DROP_RESPONSE])
def test_lost_answers_have_no_words(kind):
    assert fault(kind).error() is None


def test_description_may_be_chosen():
    assert (
        fault(description="Forbidden: user is deactivated")
        .error()
        .description.endswith("deactivated")
    )
