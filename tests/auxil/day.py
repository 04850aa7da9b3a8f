"""What a patient does on an ordinary day, for tests that need one."""

from __future__ import annotations

from tests.auxil.house import House, Person

GOOD_DAY = ("3", "2", "7", "6")
BAD_DAY = ("9", "8", "3", "3")


async def enrol(house: House, name: str = "Ellen", hour: str = "9") -> Person:
    """Open an invitation and go through the onboarding by buttons; lives in Oslo."""
    person = await house.person(name)
    await person.says(f"/start {await house.invitation()}")
    await person.hears("chat coach")
    for _ in range(4):
        await person.presses("Next")
        await person.hears("")
    await person.presses("Yes, I agree")
    await person.hears("18 or older")
    await person.presses("Yes, 18 or older")
    await person.hears("Which country")
    await person.presses("Norway")
    await person.hears("new for you")
    await person.presses("None of these")
    await person.hears("Is that right")
    await person.presses("That's right")
    await person.hears("call you")
    await person.says(name)
    await person.hears("what time of day")
    await person.says(hour)
    await person.hears("Each day at")
    return person


async def check_in(person: Person, answers: tuple[str, ...], good_thing: str | None = None) -> None:
    """Answer every item of an open check-in by buttons."""
    for answer in answers:
        await person.hears("=", button=answer)
        await person.presses(answer)
    await person.hears("good thing")
    if good_thing is None:
        await person.presses("Skip")
    else:
        await person.says(good_thing)
    await person.hears("Thank you")
