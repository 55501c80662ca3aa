"""Which invoke asks for what, and how each of them is answered when there is nothing better to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from adapters.doors.payload import Payload, part_at, text_at
from adapters.teams import answer, extension, suggest
from adapters.teams.answer import Body
from adapters.teams.interactions import meant
from adapters.teams.wish import Shape, Wish
from bot.domain.wording import say


@dataclass(frozen=True, slots=True)
class Invoke:
    """`read` finds the wish in it, None when there is none; `say` puts words into its answer."""

    read: Callable[[Payload], Wish | None]
    say: Callable[[str], Body]


def _executed(raw: Payload) -> Wish | None:
    """A card that refreshes itself wishes nothing."""
    if text_at(raw, "value", "trigger") == "automatic":
        return None
    return meant(raw, part_at(raw, "value", "action", "data"), Shape.PRESSED)


def _in_a_window(raw: Payload) -> Wish | None:
    return meant(raw, part_at(raw, "value", "data"), Shape.DIALOG)


INVOKES: Mapping[str, Invoke] = {
    "adaptiveCard/action": Invoke(_executed, answer.told),
    "task/fetch": Invoke(_in_a_window, answer.closed),
    "task/submit": Invoke(_in_a_window, answer.closed),
    "composeExtension/fetchTask": Invoke(extension.opened, answer.closed),
    "composeExtension/submitAction": Invoke(_in_a_window, answer.closed),
    "application/search": Invoke(lambda _: None, lambda _: suggest.options(())),
    "composeExtension/query": Invoke(lambda _: None, extension.words),
    "composeExtension/queryLink": Invoke(lambda _: None, extension.words),
}
QUERY, LINK, ACTION = "composeExtension/query", "composeExtension/queryLink", "adaptiveCard/action"
TYPING = "application/search"


def invoke_of(raw: Payload) -> Invoke | None:
    """None for what is no invoke; one that nobody knows can only be given words."""
    if text_at(raw, "type") != "invoke":
        return None
    return INVOKES.get(text_at(raw, "name")) or Invoke(lambda _: None, answer.told)


def senseless(raw: Payload, kind: Invoke) -> Body:
    """When there is no wish in it."""
    if text_at(raw, "name") == ACTION:
        automatic = text_at(raw, "value", "trigger") == "automatic"
        return answer.refused(
            say("Nothing is to be drawn again.") if automatic else say("Caseline does not know that button.")
        )
    return kind.say(say("Caseline does not know how to do that."))
