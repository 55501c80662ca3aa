"""Who stands in for whom, calendars, and who is on call by pagers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.cards import cover, feed, on_call
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.form import Form
from bot.domain.pager import Contact
from bot.domain.pager_on_call import OnCallThere
from bot.domain.rota_shift import Shift
from bot.domain.rota_stand_in import StandIn
from tests.cards.dossiers import AT

NAMES = {"ana": "Ana", "mia": "Mia <!here>"}
FOUR = AT + timedelta(hours=4)
ONE = StandIn(
    rota="support", person="mia", since=AT, until=FOUR, by="slack:ana", at=AT, instead_of="ana", id=3
)
THERE = OnCallThere(
    "payments",
    "pagerduty",
    (
        Contact(name="Kim Lee", email="kim@acme.test", phone="+493012345", until=FOUR),
        Contact(name="Sam *Ito*", level=2),
    ),
    AT,
    is_now=True,
)

ONCE: Mapping[str, Callable[[Dossier], Card | Form]] = {
    "cover.covered": lambda _: cover.covered(ONE, [Shift("mia", AT, FOUR, "base")], NAMES),
    "cover.told": lambda _: cover.told(ONE, NAMES),
    "cover.told · after all not": lambda _: cover.told(replace(ONE, withdrawn_at=AT), NAMES),
    "cover.withdrawn": lambda _: cover.withdrawn(ONE, NAMES),
    "cover.several": lambda _: cover.several([ONE, replace(ONE, id=4, instead_of="")], NAMES),
    "cover.several · none": lambda _: cover.several([], NAMES),
    "cover.form": lambda _: cover.form(["support", "nights"]),
    "feed.given": lambda _: feed.given("https://caseline.acme.test/calendars/s3cr3t.ics", "ana", words="me"),
    "feed.withdrawn": lambda _: feed.withdrawn(),
    "on_call.there": lambda _: on_call.there([THERE]),
    "on_call.there · down": lambda _: on_call.there([replace(THERE, is_now=False)]),
    "on_call.there · never told": lambda _: on_call.there(
        [replace(THERE, contacts=(), at=None, is_now=False)]
    ),
    "on_call.together": lambda _: on_call.together(on_call.unset(), [replace(THERE, contacts=())]),
}
