"""Pages in their typical states."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.cards import forms_page, page, page_answers, pager
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.escalation import EscalationPolicy, Kind, Step, Target
from bot.domain.form import Form
from bot.domain.page import Page
from bot.domain.page_brief import PageBrief
from bot.domain.page_course import course
from bot.domain.page_event import START, PageEvent, Place, What
from bot.domain.page_step import OURS, event
from bot.domain.pager import PagerLink, PagerState
from tests.cards.dossiers import AT
from tests.cards.ticket_examples import TICKETS

POLICY = EscalationPolicy(
    name="support",
    steps=(Step((Target(Kind.PERSON, "ana"),), 300), Step((Target(Kind.PERSON, "leo"),), 300)),
    last_resort="eve",
)
SECOND = Place(0, 1)
NAMES = {
    Target(Kind.TEAM, "support"): "Ana",
    Target(Kind.SERVICE, "payments"): "",
    Target(Kind.ONCALL, "nights"): "Leo",
}


def _brief(known: Dossier, *happened: PageEvent, about: str = "INC-1") -> PageBrief:
    ids = {person.name.casefold(): person for person in known.people.values()}
    asked = PageEvent(source=OURS, id="asked", at=AT, what=What.ASKED, person="mia")
    log = (asked, event(What.ESCALATED, AT), event(What.SENT, AT, person="ana"), *happened)
    now = AT + timedelta(minutes=9)
    stands = course(log, now)
    shown = Page(
        id=7,
        about=about,
        who="policy:support",
        policy=POLICY,
        why="Cards <b>are</b> declined since the release",
        by="mia",
        at=AT,
        state=stands.state,
        holder=stands.acknowledged_by,
        settled_at=AT if stands.state.is_quiet else None,
    )
    return PageBrief(
        page=shown,
        course=stands,
        log=log,
        now=now,
        dossier=known if about == "INC-1" else None,
        ticket=TICKETS[0] if ":" in about else None,
        names={"ana": "Ana", "leo": "Leo", "mia": "Mia", "eve": "Eve"},
        people={name: ids[name] for name in ("ana", "leo") if name in ids},
        next_at=AT + timedelta(minutes=10) if not stands.state.is_quiet else None,
    )


def _later(
    minutes: float, what: What, person: str = "", *, place: Place = START, text: str = ""
) -> PageEvent:
    return replace(event(what, AT + timedelta(minutes=minutes), place, person), text=text)


ARRIVED = event(What.ARRIVED, AT, person="ana", way="chat")
MISSED = replace(event(What.UNDELIVERED, AT, person="ana", way="sms"), text="The number is not valid.")
WENT_ON: Sequence[PageEvent] = (
    ARRIVED,
    MISSED,
    _later(3, What.PASSED_ON, "ana", text="in the dentist's chair"),
    _later(3, What.ESCALATED, place=SECOND),
    _later(3, What.SENT, "leo", place=SECOND),
)
TAKEN = (*WENT_ON, _later(5, What.ACKNOWLEDGED, "leo", place=SECOND))
LINK = PagerLink(
    pager="pagerduty",
    id="Q1ABC",
    title="checkout-api: 5xx above 2 % *now*",
    url="https://acme.pagerduty.test/incidents/Q1ABC",
    service="payments",
)

Example = Callable[[Dossier], Card | Form]
ONCE: Mapping[str, Example] = {
    "page.paged": lambda k: page.paged(_brief(k, ARRIVED), "ana"),
    "page.paged · a ticket": lambda k: page.paged(_brief(k, ARRIVED, about="zendesk:48211"), "ana"),
    "page.paged · mine": lambda k: page.paged(_brief(k, *TAKEN), "leo"),
    "page.followed": lambda k: page.followed(_brief(k, *WENT_ON)),
    "page.followed · taken": lambda k: page.followed(_brief(k, *TAKEN)),
    "page.followed · given up": lambda k: page.followed(_brief(k, _later(15, What.GAVE_UP))),
    "page.followed · over": lambda k: page.followed(_brief(k, _later(6, What.ENDED, text="Rolled back."))),
    "page_answers.asked": lambda k: page_answers.asked(_brief(k), is_new=True),
    "page_answers.asked · again": lambda k: page_answers.asked(_brief(k, ARRIVED), is_new=False),
    "page_answers.yours": lambda k: page_answers.yours(_brief(k, *TAKEN)),
    "page_answers.several": lambda k: page_answers.several([_brief(k, *WENT_ON), _brief(k, *TAKEN)]),
    "page_answers.several · none": lambda _: page_answers.several([]),
    "page_answers.unknown": lambda _: page_answers.unknown(
        "suport", ["support"], why="cards fail", about="INC-1"
    ),
    "page_answers.whom": lambda _: page_answers.whom(NAMES, about="INC-1"),
    "pager.proposed": lambda _: pager.proposed(LINK),
    "pager.proposed · asked": lambda k: pager.proposed(LINK, severity="SEV2", others=(k.incident,)),
    "pager.resolved": lambda k: pager.resolved(LINK, k.incident),
    "pager.proposed · declared": lambda _: pager.proposed(replace(LINK, incident="INC-4")),
    "pager.proposed · dismissed": lambda _: pager.proposed(replace(LINK, dismissed=True)),
    "pager.proposed · over": lambda _: pager.proposed(replace(LINK, state=PagerState.RESOLVED)),
    "forms_page.page": lambda k: forms_page.page(NAMES, k),
    "forms_page.page · nobody has a name": lambda _: forms_page.page({}, None),
}
