"""Writes `docs/parity.md` from what the chats say of themselves: `make docs`."""

from pathlib import Path

from adapters.playground import ways as playground
from adapters.playground.deliver import PlaygroundVoice
from adapters.slack import ways as slack
from adapters.slack.deliver import SlackVoice
from adapters.teams import ways as teams
from adapters.teams.deliver import TeamsVoice
from adapters.terminal.parity import Chat, voices_table, words_table
from adapters.terminal.reference import table
from bot.commands.table import COMMANDS, TYPED
from bot.config import Settings
from tests.parity_reminders import buttons_table

CHATS = (
    Chat("Slack", slack.ways, slack.ABSENT, SlackVoice),
    Chat("Microsoft Teams", teams.ways, teams.ABSENT, TeamsVoice),
    Chat("playground", playground.ways, playground.ABSENT, PlaygroundVoice),
)
DOCUMENT = Path(__file__).parent.parent / "docs" / "parity.md"
BEGINS = """# What works in which chat

Made by `make docs` from what the chats say of themselves; where a cell begins with a dash, a reason follows.
What a word does and who may use it stands in [commands.md](commands.md). Pressing a button is the same as
typing its word, and every button and every form of every card exists in all three chats.

## What people may type

"""
PRESSED = """
## What can be pressed on a reminder

Reminders of promises come unasked. Which buttons one of them has depends on how the promise stands
([sla.md](sla.md)); where a word asks for more, a dialog opens in all three chats.

"""
HEARD = """
## What Caseline notices without being spoken to

"""
ASKED = """
## What Caseline does in a chat

"""


def document() -> str:
    command = Settings().command
    hidden = [one.word for one in COMMANDS if one.hidden]
    tables = (
        words_table([one.word for one in TYPED], CHATS, command),
        buttons_table(),
        words_table(hidden, CHATS, command),
        voices_table(CHATS),
    )
    titles = (BEGINS, PRESSED, HEARD, ASKED)
    return "".join(f"{title}{table(head, rows)}" for title, (head, *rows) in zip(titles, tables, strict=True))


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
