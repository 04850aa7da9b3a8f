from hypothesis import given
from hypothesis import strategies as st

from sandbox.updates import UpdateQueue, lane_of


def message(chat_id: int = 7) -> dict:
    return {"chat": {"id": chat_id}}


def ids(batch: list[dict]) -> list[int]:
    return [update["update_id"] for update in batch]


def test_updates_stay_until_a_higher_offset_acknowledges_them():
    queue = UpdateQueue()
    first, second = queue.add("message", message()), queue.add("message", message())
    assert ids(queue.hand_out(100)) == [first, second]
    assert ids(queue.hand_out(100)) == [first, second]
    queue.acknowledge(first + 1)
    assert ids(queue.hand_out(100)) == [second]


def test_limit_is_kept():
    queue = UpdateQueue()
    for _ in range(3):
        queue.add("message", message())
    assert len(queue.hand_out(2)) == 2


def test_negative_offset_forgets_all_but_the_last():
    queue = UpdateQueue()
    *_, last = (queue.add("message", message()) for _ in range(3))
    queue.acknowledge(-1)
    assert ids(queue.hand_out(100)) == [last]


def test_repeat_of_an_acknowledged_update_is_delivered_once_more():
    queue = UpdateQueue()
    number = queue.add("message", message())
    original = queue.hand_out(1)[0]
    queue.acknowledge(number + 1)
    assert queue.repeat(number) == original
    # The bot polls on with its old offset before it has seen the repeat.
    queue.acknowledge(number + 1)
    assert queue.hand_out(100) == [original]
    queue.acknowledge(number + 1)
    assert queue.hand_out(100) == []


def test_unknown_update_cannot_be_repeated():
    assert UpdateQueue().repeat(5) is None


def test_chosen_update_id_moves_later_ids_on():
    queue = UpdateQueue()
    queue.add("message", message(), update_id=900_000_000)
    assert queue.add("message", message()) == 900_000_001


def test_unwanted_kinds_are_not_queued():
    queue = UpdateQueue()
    queue.allowed = frozenset({"callback_query"})
    queue.add("message", message())
    assert queue.pending() == []


def test_lane_is_the_chat_or_the_person_who_presses():
    assert lane_of({"update_id": 1, "edited_message": message(-7)}) == -7
    assert lane_of({"update_id": 1, "callback_query": {"from": {"id": 9}}}) == 9


@given(st.lists(st.booleans(), max_size=40))
def test_no_update_is_lost_and_order_is_kept_however_the_bot_polls(polls):
    queue, seen, sent, offset = UpdateQueue(), [], [], 0
    for acknowledges in [*polls, True, True]:
        sent.append(queue.add("message", message()))
        queue.acknowledge(offset)
        batch = ids(queue.hand_out(3))
        if acknowledges and batch:
            seen += batch
            offset = batch[-1] + 1
    queue.acknowledge(offset)
    assert seen + ids(queue.hand_out(100)) == sent
