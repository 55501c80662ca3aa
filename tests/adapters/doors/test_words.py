"""Words that only a door may say are never understood when somebody types them."""

import pytest

from adapters.doors.words import HIDDEN, first_word, sayable
from bot.commands.table import COMMANDS


def test_hidden_words_are_the_routers_and_all_that_are_reported_are_among_them() -> None:
    hidden = {one.word for one in COMMANDS if one.hidden}
    reported = {one.word for one in COMMANDS if one.reported}

    assert reported <= HIDDEN <= hidden


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ("", "")),
        ("  declare   sev1 Checkout is down ", ("declare", "sev1 Checkout is down")),
        ("room_back now", ("room_back?", "now")),
        ("Room_Back: now", ("Room_Back:?", "now")),
        ("INC-1 message_deleted now", ("INC-1", "message_deleted? now")),
        ("note room_back", ("note", "room_back")),
    ],
)
def test_a_word_of_the_door_is_spoilt_where_it_would_count(text: str, told: tuple[str, str]) -> None:
    assert sayable(*first_word(text)) == told
