"""The playground, connected: its page, its voice, its desk, and what happens there by itself."""

from collections.abc import Callable
from typing import NamedTuple

from starlette.routing import Route

from adapters.playground.deliver import PlaygroundVoice
from adapters.playground.desk import Desk
from adapters.playground.desk_nouns import PROMISES, SYSTEM
from adapters.playground.desk_nouns import promised as told
from adapters.playground.door import Handle
from adapters.playground.listen import Word, playground
from adapters.playground.people import CAST
from adapters.playground.scenario import Scenario
from adapters.playground.scenario_file import shipped
from adapters.playground.script import Script
from bot.actions.desk import hinted
from bot.commands.search import Search
from bot.commands.table import TYPED
from bot.config import Settings
from bot.domain.ticket import Hint
from bot.settings_escalation import Escalation
from bot.settings_meetings import BridgeSection, Template
from bot.settings_page import PublicPage
from bot.settings_paging import Paging
from bot.settings_people import Identity, Team
from bot.settings_publish import Publishing
from bot.settings_rota import Rota
from bot.settings_sla import SlaPolicy
from bot.settings_tickets import Customers, Tickets
from bot.world import World

ANNOUNCED_IN = "playground:#incidents"
SUPPORT = "playground:#support"

PAGED = {
    "steps": [{"page": "oncall:support", "wait": "1m"}, {"page": "team:support", "wait": "2m"}],
    "last_resort": "eve",
}
"""So soon that somebody who only looks on sees a page go to the next."""

BRIDGE = "https://meet.example.com/caseline-{key}-{slug}-{secret}"
"""Looks like the address of a call; nobody is there."""

TIERS = {
    "vip": {"rank": 1, "severity": "SEV1", "tell_owner": True},
    "premium": {"rank": 2},
    "standard": {"rank": 3},
}


class Page(NamedTuple):
    """`play` lets the scenario go on, and is to be called every second or so."""

    voice: PlaygroundVoice
    routes: list[Route]
    desk: Desk
    play: Callable[[World], None]
    close: Callable[[], None]


PAGE = {
    "title": "Acme status",
    "intro": "This page belongs to the playground; nobody else can read it.",
    "components": {
        "checkout": {"title": "Checkout", "description": "Paying in the shop"},
        "api": {"title": "API"},
        "reports": {"title": "Reports"},
    },
}
"""What customers read at `/status`, unless the settings say otherwise."""


def at_home(settings: Settings, script: Script | None = None) -> Settings:
    """With the people and channels that the playground has, and promises as fast as the script's."""
    people = {one.key: Identity(name=one.name, playground=one.key) for one in CAST}
    members = ("ana", "leo", "mia")
    support = Team(lead="mia", owner="ana", members=members, channel=SUPPORT, oncall="support")
    rota = Rota.model_validate(
        {"timezone": "UTC", "layers": [{"people": members, "rotate": "daily", "since": "2026-01-05"}]}
    )
    ours = {
        "people": people,
        "teams": {"support": support},
        "rotas": {"support": rota},
        "escalation": {"support": Escalation.model_validate(PAGED)},
        "role_pages": {"customer_liaison": "policy:support"},
    }
    known = {} if settings.people else ours
    here = {
        "announce": (ANNOUNCED_IN,),
        "tickets": Tickets(),  # nobody's real desk takes part in an exercise, nor is anybody really woken
        "paging": Paging(),
        "customers": Customers.model_validate({"tiers": TIERS}),
        "bridge": BridgeSection(provider="template", template=Template(url=BRIDGE)),
        "sla": settings.sla or promised(script.pace if script else 1.0),
        "publishing": Publishing(),
        "drills": settings.drills.model_copy(update={"pages": True}),  # those who are paged here only play
        "status_page": settings.status_page or PublicPage.model_validate(PAGE),
    }
    return settings.model_copy(update={**known, **here})


def promised(pace: float = 1.0) -> tuple[SlaPolicy, ...]:
    """What the desk promises to every tier, as policies; ours is the team that keeps it."""
    tiers = {tier: told(tier, pace) for tier in (*PROMISES, "standard")}
    return tuple(
        SlaPolicy.model_validate(
            {
                "name": tier,
                "when": {"tier": tier},
                "targets": {"first_reply": one.first_reply, "resolution": one.resolution},
                "pauses": {"resolution": ["pending"]},
                "team": "support",
            }
        )
        for tier, one in tiers.items()
    )


def morning() -> Script:
    """What the demo begins with."""
    return shipped("morning")


def connect(world: World, handle: Handle, address: str, *, script: Script | None = None) -> Page:
    """Without a script nothing happens that people do not do; what happens at the desk is heard at once."""

    def changed(hint: Hint) -> None:
        hinted(world, [(SYSTEM, hint)])

    words = [Word(one.word, one.synonyms, one.usage, one.says) for one in TYPED]
    page = playground(
        CAST,
        words,
        handle,
        world.clock,
        command=world.settings.command,
        address=address.rstrip("/"),
        changed=changed,
        find=Search(world).find,
    )
    nothing = Script(title="", lines=())
    scenario = Scenario(page.door, page.desk, world.clock.now(), script or nothing)

    def play(world: World) -> None:
        scenario.play(world.clock.now())

    return Page(page.voice, page.routes, page.desk, play, page.close)
