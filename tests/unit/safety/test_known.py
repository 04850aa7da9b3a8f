"""Whether a message says that all is as ever: only in plain words, and without any doubt."""

import pytest

from bot.safety.known import is_known


@pytest.mark.parametrize(
    "text",
    [
        "sciatica down the leg, same as always",
        "burning feet, neuropathy, nothing new",
        "the numb patch has been there since 2015",
        "sore ribs, my cardiologist knows",
        "leg pain for years",
        "as it always does, the hip sulks before rain",
        "it's the usual heaviness in my calves",
        "my foot has slapped since the nerve was cut seven years ago, I'm used to the sound",
        "that hot coin feeling in my shoulder I know well",
        "sciatica is humming down the leg like it does when I drive",
    ],
)
def test_plain_words_of_what_is_known_are_heard(text):
    assert is_known(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sciatica down the leg",
        "is it the same as always?",
        "same as always, but now both legs",
        "not like always",
        "nothing like my usual pain",
        "same as always and suddenly worse",
        "I have had it for years, it started to spread this morning",
        "fever, as always",
        "I had a clot in 2020 and the same cramp is back",
        "my face tingles, not had that before",
        "it started seven years ago and is worse since Monday",
        "the leg went numb, I have had pain for years",
        "the usual tablet has not helped, as always",
        "nothing new " + "and then I went for a walk with the dog " * 12,
    ],
)
def test_change_and_doubt_and_long_messages_outweigh_them(text):
    assert not is_known(text)
