"""Makes a drill of a public history: what the vendor said, and tickets that customers might have filed."""

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from adapters.playground import replay_file, scenario_file
from adapters.playground.desk_nouns import promised
from adapters.playground.people import Character
from adapters.playground.replay_file import History
from adapters.playground.replay_words import AGAIN, ORGANISATIONS, UNRELATED, customer, symptoms
from adapters.playground.script import Again, AnyLine, Filing, Line, Script
from bot.actions.rehearsal import Heard
from bot.domain.rehearsal import Rehearsal
from bot.domain.ticket import Priority
from bot.errors import SettingsError

CHANNEL = "vendor-status"
SPEED = 10.0
TICKETS = {"none": 6, "maintenance": 8, "minor": 14, "major": 36, "critical": 70}
"""How many tickets an incident of this impact brings; some more have nothing to do with it."""

BURST, TAIL = 0.45, 0.1
"""What part of the tickets comes in the first minutes, and what part after the end."""

BURST_MINUTES, TAIL_MINUTES = 8.0, 30.0
LEAD_IN = 10.0


def script_of(path: Path, *, speed: float | None = None, incident: str = "") -> Script:
    """A scenario file, as fast as it is written, or a history, ten times as fast; raises SettingsError."""
    if path.suffix in {".yml", ".yaml"}:
        return scenario_file.read(path).faster(speed or 1)
    if path.suffix in {".json", ".jsonl"}:
        return replay(replay_file.read(path, incident), speed or SPEED)
    raise SettingsError([f"{path}: expected a scenario (.yml) or histories of incidents (.json, .jsonl)"])


def replay(history: History, speed: float) -> Script:
    """The same history always gives the same tickets; a minute of it lasts a minute divided by speed."""
    speaker = Character("vendorstatus", history.vendor, "public status page")
    lines: list[AnyLine] = [
        Line(
            _after(one.minute),
            speaker.key,
            CHANNEL,
            f"*{one.status}*: {one.text}" if one.status else one.text,
        )
        for one in history.updates
    ]
    # Chosen for variety, not secrecy; the seed makes every trainee meet the same customers.
    chance = random.Random(f"caseline {history.id}")  # noqa: S311
    lines += _tickets(history, chance, speed)
    title = f"What {history.vendor} says in public: {history.title}"
    script = Script(title=title, lines=tuple(lines), speaker=speaker, channel=CHANNEL, pace=speed)
    return script.faster(speed)


def rehearsal_of(path: Path, *, speed: float | None, incident: str, now: datetime) -> Rehearsal | None:
    """What a report compares with; None of a scenario, which is nobody's history."""
    if path.suffix not in {".json", ".jsonl"}:
        return None
    history = replay_file.read(path, incident)
    course = {
        "minutes": [one.minute for one in history.updates],
        "statuses": [one.status for one in history.updates],
    }
    return Rehearsal(
        history=history.id,
        title=history.title,
        vendor=history.vendor,
        speed=speed or SPEED,
        began_at=now,
        course=course,
    )


CUSTOMERS_HEARD = 12
"""Of the made-up customers so many are heard in a war room, where there is no desk beside it."""


def heard_in(path: Path, incident: str) -> list[Heard]:
    """All that the vendor said, and the first customers, for a war room in a real chat."""
    history = replay_file.read(path, incident)
    vendor = [Heard(one.minute, history.vendor, one.status or "update", one.text) for one in history.updates]
    # As in `replay`: every team meets the same customers.
    chance = random.Random(f"caseline {history.id}")  # noqa: S311
    filed = [one for one in _tickets(history, chance, 1) if isinstance(one, Filing) and "replay" in one.id]
    first = sorted(filed, key=lambda one: one.after)[:CUSTOMERS_HEARD]
    customers = [Heard((one.after - LEAD_IN) / 60, _who(one), one.subject, one.text) for one in first]
    return sorted([*vendor, *customers], key=lambda one: one.minute)


def _who(filed: Filing) -> str:
    customer = filed.customer
    return f"{customer.name}, {customer.organisation} ({customer.tier})"


def _tickets(history: History, chance: random.Random, speed: float) -> Iterator[AnyLine]:
    total = TICKETS.get(history.impact, TICKETS["minor"])
    minutes = sorted(arrivals(total, history.minutes, chance))
    products = history.components or ("the service",)
    for number, minute in enumerate(minutes):
        # The third is the most important customer's: there is always one to be told in person.
        organisation = 0 if number == 2 else chance.randrange(len(ORGANISATIONS))
        product = chance.choice(products)
        who = customer(organisation, chance.randrange(400), product)
        subject, text = chance.choice(symptoms(product))
        urgent = history.impact == "critical" and chance.random() < 0.4
        id = f"replay {number}"
        yield Filing(
            after=_after(minute), customer=who, subject=subject, text=text, id=id,
            priority=Priority.URGENT if urgent else Priority.HIGH, promise=promised(who.tier, speed),
        )  # fmt: skip
        if chance.random() < 0.2:
            later = minute + chance.uniform(15, 60)
            yield Again(after=_after(later), id=id, text=chance.choice(AGAIN))
    yield from _unrelated(history, chance, speed)


def _unrelated(history: History, chance: random.Random, speed: float) -> Iterator[Filing]:
    for number, (subject, text) in enumerate(UNRELATED):
        who = customer(chance.randrange(len(ORGANISATIONS)), chance.randrange(400), "")
        yield Filing(
            after=_after(chance.uniform(0, history.minutes)), customer=who, subject=subject, text=text,
            id=f"unrelated {number}", promise=promised(who.tier, speed),
        )  # fmt: skip


def arrivals(total: int, minutes: float, chance: random.Random) -> Iterator[float]:
    """Minutes from the start: a burst, then fewer and fewer until the end, and a tail behind it."""
    burst, tail = round(total * BURST), round(total * TAIL)
    for number in range(total):
        if number < burst:
            yield min(chance.expovariate(1 / BURST_MINUTES), minutes)
        elif number < total - tail:
            yield min(chance.expovariate(3 / minutes), minutes)
        else:
            yield minutes + chance.uniform(0, TAIL_MINUTES)


def _after(minute: float) -> float:
    return LEAD_IN + minute * 60
