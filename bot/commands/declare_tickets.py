"""Declaring from tickets: which ones are meant, and what is left to say when they are taken out."""

from bot.commands.asked import Asked
from bot.commands.refs import meant
from bot.domain.ticket import Ref, ref


def taken_out(asked: Asked, words: str) -> tuple[str, tuple[Ref, ...]]:
    """The words without addresses of tickets and `zendesk:123`, and these tickets.

    A bare number stays where it is: in a title it says how many or which.
    """
    desks, left = asked.world.desks, []
    refs: dict[Ref, None] = {}
    if not desks:
        return words, ()
    for line in words.split("\n"):
        kept = []
        for word in line.split(" "):
            named = meant(word, desks).refs if ":" in word else ()
            refs |= dict.fromkeys(named)
            kept += [] if named else [word]
        left.append(" ".join(kept))
    return "\n".join(left).strip(), tuple(refs)


def ticked(asked: Asked) -> tuple[Ref, ...]:
    """Those that were chosen in the form."""
    answer = asked.answers.get("tickets", ())
    chosen = answer if isinstance(answer, tuple) else (str(answer),)
    return tuple(one for one in map(ref, chosen) if one.id and one.system in asked.world.desks)


def rules(asked: Asked) -> tuple[str, ...]:
    """Who declares from tickets links them, too."""
    if asked.from_form:
        return ("declare", "link") if ticked(asked) else ("declare",)
    return ("declare", "link") if taken_out(asked, asked.words)[1] else ("declare",)
