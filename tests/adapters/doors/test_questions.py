"""How every desk is checked: line by line, and without asking on where nobody answers."""

import pytest
from pydantic import SecretStr

from adapters.doors.questions import Question, answers, webhook
from bot.domain.finding import Finding
from bot.errors import NotLetIn, Refused, TicketGone, TryLater


def raising(error):
    def ask():
        raise error

    return ask


FINE = Question("second", lambda: [Finding("second", "is fine")], "second")


@pytest.mark.parametrize(
    ("error", "todo", "more"),
    [
        (NotLetIn("no"), "a letter", []),
        (TryLater("no"), "a way", []),
        (Refused("no"), "a right", [Finding("second", "is fine")]),
        (TicketGone("no"), "a right", [Finding("second", "is fine")]),
    ],
)
def test_what_goes_wrong_is_one_line_and_only_a_refusal_lets_the_rest_be_asked(error, todo, more):
    first = Question("first", raising(error), "a right")

    found = list(answers([first, FINE], letter="a letter", way="a way"))

    assert found == [Finding("first", "no", todo), *more]


def test_what_was_found_before_the_trouble_is_told():
    def half():
        yield Finding("first", "was reached")
        raise Refused("no")

    found = list(answers([Question("first", half, "a right")], letter="", way=""))

    assert found == [Finding("first", "was reached"), Finding("first", "no", "a right")]


@pytest.mark.parametrize(("signed", "says"), [(True, "signed"), (False, "shows")])
def test_a_webhook_without_a_secret_is_something_to_do(signed, says):
    ready = webhook("Desk", SecretStr("s"), signed=signed, todo="set it")
    missing = webhook("Desk", SecretStr(""), signed=signed, todo="set it")

    assert ready.ok
    assert says in ready.says
    assert missing.todo == "set it"
