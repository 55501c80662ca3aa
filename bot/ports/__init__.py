"""What the bot needs from outside, each as the smallest promise that will do."""

from bot.ports.chat_storage import Identities, People, Places, Relays
from bot.ports.holidays import PublicHolidays
from bot.ports.incident_storage import Incidents, Roles, Rooms, Tasks, Timeline
from bot.ports.likeness import Likeness
from bot.ports.mail import Mail
from bot.ports.outbox_storage import Audit, Interactions, Outbox
from bot.ports.page_storage import Bridges, Feeds, OnCalls, PagePlans, PagerLinks, Pages, StandIns
from bot.ports.paging import Answered, Meetings, Pager, Phone
from bot.ports.process import Bell, Clock, Meter
from bot.ports.sla_storage import Breaches, Clocks, Editions, Hushes, Notices, Plans, Updates
from bot.ports.stakeholder_storage import Digests, FollowRules, Summaries
from bot.ports.status_page import PostedThere, StatusPage
from bot.ports.status_storage import (
    CauseRequests,
    Followers,
    Ledgers,
    PersonalWords,
    Rehearsals,
    StatusUpdates,
    Tellings,
)
from bot.ports.storage import Store, Work
from bot.ports.subscriber_storage import Subscribers
from bot.ports.ticket_storage import Desks, Impacts, TicketLinks, Tickets
from bot.ports.tickets import TicketSystem
from bot.ports.voice import Posted, Voice

__all__ = [
    "Answered",
    "Audit",
    "Bell",
    "Breaches",
    "Bridges",
    "CauseRequests",
    "Clock",
    "Clocks",
    "Desks",
    "Digests",
    "Editions",
    "Feeds",
    "FollowRules",
    "Followers",
    "Hushes",
    "Identities",
    "Impacts",
    "Incidents",
    "Interactions",
    "Ledgers",
    "Likeness",
    "Mail",
    "Meetings",
    "Meter",
    "Notices",
    "OnCalls",
    "Outbox",
    "PagePlans",
    "Pager",
    "PagerLinks",
    "Pages",
    "People",
    "PersonalWords",
    "Phone",
    "Places",
    "Plans",
    "Posted",
    "PostedThere",
    "PublicHolidays",
    "Rehearsals",
    "Relays",
    "Roles",
    "Rooms",
    "StandIns",
    "StatusPage",
    "StatusUpdates",
    "Store",
    "Subscribers",
    "Summaries",
    "Tasks",
    "Tellings",
    "TicketLinks",
    "TicketSystem",
    "Tickets",
    "Timeline",
    "Updates",
    "Voice",
    "Work",
]
