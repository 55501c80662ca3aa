"""The table that compares the chats is complete, up to date, and says what the code does."""

import inspect
from pathlib import Path

import pytest

from adapters.terminal.parity import ASKED, voice_cell, word_cell
from bot.commands.table import COMMANDS, TYPED
from bot.ports import Voice
from tests.parity import CHATS, DOCUMENT, document
from tests.parity_reminders import buttons_table

ROOT = Path(__file__).parent.parent
WORDS = [one.word for one in COMMANDS]
HIDDEN = [one.word for one in COMMANDS if one.hidden]
by_name = pytest.mark.parametrize("chat", CHATS, ids=lambda chat: chat.name)


def test_the_table_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run `make docs`"


@by_name
@pytest.mark.parametrize("word", WORDS)
def test_no_cell_is_empty_without_a_reason(chat, word):
    cell = word_cell(chat, word, "/case")

    assert len(cell) > len("— a word")
    assert cell.startswith("—") is (word in chat.absent)


@by_name
def test_every_word_that_may_be_typed_can_be_typed_everywhere(chat):
    assert [one.word for one in TYPED if f"`@Caseline {one.word}`" not in chat.ways(one.word, "/case")] == []


@by_name
def test_what_a_chat_says_it_notices_its_door_reads(chat):
    folder = ROOT.joinpath(*chat.voice.__module__.split(".")[:-1])
    described = {"ways.py", "manifest.py"}
    code = "\n".join(path.read_text() for path in folder.glob("*.py") if path.name not in described)
    read = {word for word in HIDDEN if f'"{word}"' in code}

    assert read == {word for word in HIDDEN if word not in chat.absent}


def test_whatever_can_be_pressed_on_a_reminder_is_drawn_everywhere():
    head, *rows = buttons_table()

    assert len(head) == 2 + len(CHATS)
    assert {label for label, *_ in rows} >= {"I'm on it", "Snooze 30 min", "Reply", "Say why", "Escalate"}
    assert [row for row in rows if not all(row)] == []


def test_everything_that_the_bot_asks_of_a_chat_is_compared():
    asked = {name for name, one in vars(Voice).items() if inspect.isfunction(one) and name[0] != "_"}

    assert set(ASKED) == asked


@by_name
def test_what_a_voice_leaves_out_has_a_reason(chat):
    for method in ASKED:
        cell = voice_cell(chat.voice, method)
        body = inspect.getsource(inspect.unwrap(getattr(chat.voice, method)))
        does_nothing = body.rstrip().endswith('"""')

        assert cell.startswith("— ") is does_nothing
