"""Which promise is meant by words: a ticket or an incident, and, where a button says them, its clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.commands import permission, understand
from bot.commands.asked import Asked
from bot.commands.refs import meant
from bot.domain.duration import duration
from bot.domain.sla_metric import Metric
from bot.domain.ticket import Ref, ref
from bot.domain.wording import say
from bot.errors import BadInput, NotFound


@dataclass(frozen=True, slots=True)
class Which:
    """`about` is a ticket or an incident; without `metric`, the clock that presses most. `rest` is unread."""

    about: str
    metric: Metric | None = None
    instance: int | None = None
    level: int | None = None
    rest: str = ""

    @property
    def ref(self) -> Ref:
        return ref(self.about)


def which(asked: Asked, *, example: str) -> Which:
    """Raises BadInput with an example where the words name nothing, NotFound for what may not be seen."""
    key, rest = understand.leading_key(asked.words)
    if key:
        _must_be_seen(asked, key)
        return _clock(key, rest)
    first, _, rest = asked.words.strip().partition(" ")
    found = meant(first, asked.world.desks).refs
    if not found:
        said = say(
            "Say which ticket, by its address or as `system:123`: {example}",
            example=f"{asked.root} {example}",
        )
        raise BadInput(said)
    return _clock(str(found[0]), rest)


def which_ticket(asked: Asked, *, example: str) -> Which:
    """As `which`, but an incident is none."""
    found = which(asked, example=example)
    if ":" not in found.about:
        raise BadInput(say("That is for tickets: {example}", example=f"{asked.root} {example}"))
    return found


def _must_be_seen(asked: Asked, key: str) -> None:
    with asked.world.store.read() as work:
        incident = work.incidents.get(key)
        if incident is None or not permission.may_see(asked, work, incident):
            raise NotFound(say("There is no incident {key} that you may see.", key=key))


def _clock(about: str, words: str) -> Which:
    """Behind the name: a metric, its run, and the level of a reminder, as far as they are there."""
    said = words.split()
    if not said or said[0] not in set(Metric):
        return Which(about, rest=words.strip())
    metric = Metric(said[0])
    numbers: list[int] = []
    left = said[1:]
    while left and len(numbers) < 2 and left[0].isascii() and left[0].isdigit() and len(left[0]) < 6:
        numbers.append(int(left.pop(0)))
    instance = numbers[0] if numbers else 1
    level = numbers[1] if len(numbers) > 1 else None
    return Which(about, metric, instance, level, " ".join(left))


def span(words: str, now: datetime) -> datetime | None:
    """The instant so long ahead; None for words that are no span."""
    try:
        ahead = duration(words)
    except ValueError:
        return None
    return now + ahead if timedelta() < ahead <= LONGEST else None


LONGEST = timedelta(days=30)
"""Nobody is on something for longer without being asked."""
