"""Words about what was promised: how it stands, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.actions import sla_due, sla_promises
from bot.cards import sla as cards
from bot.cards import sla_why as why_cards
from bot.cards import sla_words
from bot.commands import sla_due as due
from bot.commands.asked import Asked, Command
from bot.commands.refs import meant
from bot.domain.interaction import Reply
from bot.domain.sla_brief import brief
from bot.domain.sla_metric import Metric
from bot.domain.sla_promised import Overview, Promised
from bot.domain.sla_why import story
from bot.domain.wording import say
from bot.errors import BadInput

LINKED = 8
"""Promises to linked tickets on the card of an incident."""

STRETCHES = 20
"""Lines of a story that can be read in a chat."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """`about` is a ticket or an incident, empty where none is meant; `words` are what is left behind it."""

    about: str
    words: str = ""


def meaning(asked: Asked) -> Meaning:
    """A ticket that is named counts before the incident that is understood; BadInput for neither."""
    words = asked.words.strip()
    first, _, rest = words.partition(" ")
    if first and (named := meant(first, asked.world.desks).refs) and not _is_metric(words):
        return Meaning(str(named[0]), rest.strip())
    return Meaning(asked.key, words)


def sla(asked: Asked) -> Reply:
    """`sla REF`, in a war room its incident, elsewhere what is due for whoever asks."""
    found = meaning(asked)
    if not found.about and not found.words:
        return due.due(replace(asked, words="me"))
    if not found.about or found.words:
        raise BadInput(_not_understood(asked, found.words or asked.words))
    return _shown(asked, sla_promises.of(asked.world, found.about))


def _shown(asked: Asked, told: Overview) -> Reply:
    if told.incident is None:
        return Reply(card=cards.ticket(told))
    with asked.world.store.read() as work:
        linked, more = sla_due.linked(asked.world, work, told.about, limit=LINKED)
    return Reply(card=cards.incident(told.incident, told, linked, more=more))


def why(asked: Asked) -> Reply:
    """`sla why REF [metric [run]]`: without a metric, of the clock that is due first."""
    found = meaning(asked)
    if not found.about:
        raise BadInput(_not_understood(asked, asked.words))
    told = sla_promises.of(asked.world, found.about)
    if not told.promised:
        return _shown(asked, told)
    chosen = _chosen(told, found.words)
    others = [one for one in (*told.open, *told.over) if one is not chosen]
    return Reply(card=why_cards.why(chosen, brief(story(chosen.clock), most=STRETCHES), others))


def _chosen(told: Overview, words: str) -> Promised:
    """BadInput where nothing like that was promised."""
    every = (*told.open, *told.over)
    if not words:
        return every[0]
    metrics, instance = _metrics(words)
    fits = [one for one in every if one.clock.metric in metrics]
    found = [one for one in fits if instance in (0, one.clock.instance)]
    if not found:
        shown = ", ".join(_called(every))
        raise BadInput(
            say("{about} has no “{words}”; it has {shown}.", about=told.about, words=words[:60], shown=shown)
        )
    return max(found, key=lambda one: one.clock.instance) if not instance else found[0]


def _called(every: Sequence[Promised]) -> dict[str, None]:
    """What may be typed, each once."""
    return dict.fromkeys(one.clock.metric.value for one in every)


def _is_metric(words: str) -> bool:
    return bool(_metrics(words)[0])


def _metrics(words: str) -> tuple[frozenset[Metric], int]:
    """Those that words name, as written or as cards call them, and which run; 0 where none is said."""
    head, _, last = words.strip().rpartition(" ")
    is_number = last.isascii() and last.isdigit() and len(last) < 6
    name = (head if is_number and head else words).strip()
    folded = " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
    spelt = (
        (metric, {metric.value.replace("_", " "), sla_words.name(metric).casefold()}) for metric in Metric
    )
    return frozenset(metric for metric, names in spelt if folded in names), int(
        last
    ) if is_number and head else 0


def _not_understood(asked: Asked, words: str) -> str:
    root = asked.root
    if not words.strip():
        return say("Say which ticket or incident: {example}", example=f"{root} sla why INC-1")
    return say(
        "“{words}” names no ticket and no incident.\n"
        "Name one by its address, as `{system}:123`, or as INC-1.",
        words=words.strip()[:60],
        system=next(iter(asked.world.desks), "zendesk"),
    )


COMMANDS = (
    Command(
        word="sla",
        run=sla,
        says="shows what was promised to a ticket or an incident, and how much time is left",
        usage="sla [REF]",
        example="sla zendesk:48211",
        synonyms=("promises", "clocks"),
        about_if_known=True,
        hyphenated=True,
    ),
    Command(
        word="sla why",
        run=why,
        says="tells every minute of it: what counted, what did not, and why",
        usage="sla why REF [METRIC]",
        example="sla why zendesk:48211",
        about_if_known=True,
        rule="sla",
    ),
)
