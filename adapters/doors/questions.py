"""What every check of an outside system has in common: it asks, changes nothing, and never fails."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pydantic import SecretStr

from bot.domain.finding import Finding
from bot.errors import AdapterError, NotLetIn, TryLater


@dataclass(frozen=True, slots=True)
class Question:
    """`ask` finds out about `what`; `todo` is for when the desk says no to it."""

    what: str
    ask: Callable[[], Iterable[Finding]]
    todo: str


def answers(questions: Iterable[Question], *, letter: str, way: str) -> Iterator[Finding]:
    """One after the other; whoever is not let in, or gets no answer, is told so once and asks no more.

    `letter` is what to do about credentials, `way` about a desk that does not answer.
    """
    for question in questions:
        try:
            yield from question.ask()
        except NotLetIn as no:
            yield Finding(question.what, str(no), letter)
            return
        except TryLater as later:
            yield Finding(question.what, str(later), way)
            return
        except AdapterError as no:
            yield Finding(question.what, str(no), question.todo)


def webhook(system: str, secret: SecretStr, *, signed: bool, todo: str) -> Finding:
    """Whether webhooks will be believed; `signed` for systems that sign them with the secret."""
    if not secret.get_secret_value():
        return Finding(f"{system} webhook", "has no secret, so none is believed", todo)
    proof = "is signed with the secret" if signed else "shows the secret"
    return Finding(f"{system} webhook", f"is believed when it {proof}")
