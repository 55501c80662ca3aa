"""Which buttons open a dialog: those whose answer is known to be a form.

Teams has to be told in the button itself, before anybody presses it. A button that is wrong about
this still works: a form without a dialog takes the place of the card, a card fits into a dialog.
"""

from bot.domain.card import Button

WITHOUT_WORDS = frozenset(
    "declare update note sev phase resolve cancel role handoff link unlink draft object brief digest".split()
)
WITH_WORDS = frozenset(
    {
        ("task", "new"),
        ("timeline", "edit"),
        ("ticket", "new"),
        ("customers", "say"),
        ("draft", "facts"),
        ("draft", "edit"),
        ("brief", "facts"),
        ("brief", "edit"),
        ("tell me", "new"),
        ("approve", "anyway"),
    }
)
ABOUT_A_TICKET = frozenset({"ticket reply", "sla reason", "sla escalate", "retract"})
"""Ask for the rest, whichever ticket or number their words name."""
ABOUT_A_CUSTOMER = frozenset({("personal", "write"), ("personal", "leave")})
"""Likewise, whichever customer is named behind this word."""
CHOOSE = "choose"
"""The last word of buttons that ask for a person."""


def opens(button: Button) -> bool:
    if not button.words:
        return button.does in WITHOUT_WORDS
    if button.does in ABOUT_A_TICKET or _declares_from_a_ticket(button):
        return True
    if (button.does, button.words.split()[0]) in ABOUT_A_CUSTOMER:
        return True
    return (button.does, button.words) in WITH_WORDS or button.words.split()[-1] == CHOOSE


def _declares_from_a_ticket(button: Button) -> bool:
    """With nothing said but the ticket's name."""
    system, colon, id = button.words.partition(":")
    return button.does == "declare" and bool(system and colon and id) and " " not in button.words
