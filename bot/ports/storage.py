"""What is kept: one repository per noun, and the unit of work that holds them together."""

from contextlib import AbstractContextManager
from typing import Protocol

from bot.ports.chat_storage import Identities, People, Places, Relays
from bot.ports.incident_storage import Incidents, Roles, Rooms, Tasks, Timeline
from bot.ports.outbox_storage import Audit, Interactions, Outbox
from bot.ports.page_storage import Bridges, Feeds, OnCalls, PagePlans, PagerLinks, Pages, StandIns
from bot.ports.sla_storage import Breaches, Clocks, Editions, Hushes, Notices, Plans, Updates
from bot.ports.stakeholder_storage import Digests, FollowRules, Summaries
from bot.ports.status_storage import (
    CauseRequests,
    Followers,
    Ledgers,
    PersonalWords,
    Rehearsals,
    StatusUpdates,
    Tellings,
)
from bot.ports.subscriber_storage import Subscribers
from bot.ports.ticket_storage import Desks, Impacts, TicketLinks, Tickets


class Work(Protocol):
    """One unit of work: all of it is committed on clean exit, none of it otherwise.

    `same` is where `bot.actions.identity` remembers what it found out in this unit of work.
    """

    incidents: Incidents
    rooms: Rooms
    roles: Roles
    timeline: Timeline
    tasks: Tasks
    people: People
    identities: Identities
    same: dict[str, tuple[str, ...]]
    relays: Relays
    places: Places
    outbox: Outbox
    audit: Audit
    interactions: Interactions
    tickets: Tickets
    ticket_links: TicketLinks
    impacts: Impacts
    desks: Desks
    updates: Updates
    clocks: Clocks
    plans: Plans
    notices: Notices
    hushes: Hushes
    breaches: Breaches
    editions: Editions
    pages: Pages
    page_plans: PagePlans
    pager_links: PagerLinks
    on_calls: OnCalls
    stand_ins: StandIns
    bridges: Bridges
    feeds: Feeds
    status_updates: StatusUpdates
    tellings: Tellings
    ledgers: Ledgers
    cause_requests: CauseRequests
    personal_words: PersonalWords
    followers: Followers
    rehearsals: Rehearsals
    summaries: Summaries
    follow_rules: FollowRules
    digests: Digests
    subscribers: Subscribers


class Store(Protocol):
    def read(self) -> AbstractContextManager[Work]:
        """For looking only; raises Unavailable when the database does not answer."""
        ...

    def change(self) -> AbstractContextManager[Work]:
        """For changing; commits on clean exit and then rings the bell if the outbox grew."""
        ...
