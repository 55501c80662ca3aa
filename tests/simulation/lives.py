"""What happens to tickets in a year: invented by chance, the same for the same seed."""

from dataclasses import dataclass, field
from random import Random

from bot.domain.ticket import Priority, TicketStatus
from tests.simulation.teams import AGENTS, BEGIN, EDITED, agent

DAY, YEAR = 1440, 365 * 1440
"""Minutes."""

EDITED_AT = int((EDITED - BEGIN).total_seconds()) // 60

Word = str
"""created, reply, note, question, status, priority, assign, merged, deleted, acknowledge, snooze."""


@dataclass(frozen=True, slots=True)
class Deed:
    """`at` in minutes since the year began; what is None stays as it was. `number` names it."""

    at: int
    word: Word
    number: int
    status: TicketStatus | None = None
    priority: Priority | None = None
    assignee: str | None = None


@dataclass
class Life:
    """One ticket, all of it; `deeds` are in order, a minute apart at least."""

    id: str
    deeds: list[Deed] = field(default_factory=list)

    def add(self, at: int, word: Word, **more: object) -> Deed:
        deed = Deed(at, word, len(self.deeds), **more)  # type: ignore[arg-type]
        self.deeds.append(deed)
        return deed

    @property
    def at_the_desk(self) -> list[Deed]:
        """Without what people say to Caseline."""
        return [one for one in self.deeds if one.word not in ("acknowledge", "snooze")]


def lives(count: int, seed: int) -> list[Life]:
    """Some come alone at any hour; every tenth belongs to a burst that hits five people.

    The last burst lies just before the settings are edited.
    """
    chance = Random(seed)
    bursts = [*(chance.randrange(10 * DAY, YEAR - 30 * DAY) for _ in range(2)), EDITED_AT - 28]
    found = []
    for number in range(count):
        if number % 10 == 0:
            at, who = chance.choice(bursts) + chance.randrange(8), agent(chance.randrange(5))
        else:
            at, who = chance.randrange(DAY, YEAR - 20 * DAY), agent(chance.randrange(AGENTS))
        found.append(_life(chance, str(number), at, "" if chance.random() < 0.08 else who))
    return found


def _life(chance: Random, id: str, at: int, who: str) -> Life:
    life = Life(id)
    priority = chance.choices(
        (Priority.NORMAL, Priority.LOW, Priority.HIGH, Priority.URGENT), (50, 15, 20, 15)
    )[0]
    life.add(at, "created", status=TicketStatus.NEW, priority=priority, assignee=who)
    status, end = TicketStatus.NEW, at + chance.choice((1, 1, 2, 3, 6)) * DAY
    while (at := at + _pause(chance)) < end:
        status = _next(chance, life, at, status)
        if status is TicketStatus.CLOSED or life.deeds[-1].word in ("merged", "deleted"):
            return life
    life.add(end, "reply", status=TicketStatus.SOLVED)
    life.add(end + DAY, "status", status=TicketStatus.CLOSED)
    return life


def _pause(chance: Random) -> int:
    """Minutes: mostly hours, now and then a weekend and more."""
    kind = chance.random()
    if kind < 0.25:
        return 1 + int(chance.expovariate(1 / 20))
    return 1 + int(chance.expovariate(1 / (300 if kind < 0.7 else 1500)))


def _next(chance: Random, life: Life, at: int, status: TicketStatus) -> TicketStatus:
    if status is TicketStatus.SOLVED:
        if chance.random() < 0.35:
            life.add(at, "question", status=TicketStatus.OPEN)
            return TicketStatus.OPEN
        life.add(at, "status", status=TicketStatus.CLOSED)
        return TicketStatus.CLOSED
    word, becomes = chance.choices(_CHOICES, _WEIGHTS)[0]
    if word == "priority":
        life.add(at, word, priority=chance.choice([one for one in Priority if one]))
    elif word == "assign":
        life.add(at, word, assignee=agent(chance.randrange(AGENTS)))
    elif word == "question":
        life.add(at, word, status=TicketStatus.OPEN)
    else:
        life.add(at, word, status=becomes)
    return life.deeds[-1].status or status


_CHOICES: list[tuple[Word, TicketStatus | None]] = [
    ("reply", TicketStatus.PENDING),
    ("reply", TicketStatus.OPEN),
    ("reply", TicketStatus.SOLVED),
    ("question", None),
    ("note", None),
    ("status", TicketStatus.ON_HOLD),
    ("status", TicketStatus.PENDING),
    ("status", TicketStatus.SOLVED),
    ("priority", None),
    ("assign", None),
    ("merged", None),
    ("deleted", None),
    ("acknowledge", None),
    ("snooze", None),
]
_WEIGHTS = (18, 8, 22, 14, 3, 5, 4, 8, 6, 4, 3, 2, 6, 5)
