"""What the settings name is connected: databases, desks, pagers, pages, the mail.

Part of the composition root. What is not configured is not even imported: it costs no memory, and the
start no time.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Environment, Settings
from bot.domain.customer import Accounts
from bot.ports import Clock, Mail, Meetings, Pager, Phone, StatusPage, TicketSystem

if TYPE_CHECKING:
    from bot.calendars import Explained
    from storage.bell import Bell
    from storage.unit_of_work import Database


@dataclass(frozen=True)
class Wakers:
    """Pagers by name, and the telephone."""

    pagers: Mapping[str, Pager] = field(default_factory=dict)
    phone: Phone | None = None

    def close(self) -> None:
        for one in self.pagers.values():
            one.close()
        if self.phone:
            self.phone.close()


@dataclass(frozen=True, slots=True)
class Asked:
    """Those that are asked for something now and then: who opens bridges, status pages, and the mail."""

    bridges: Mapping[str, Meetings] = field(default_factory=dict)
    pages: Mapping[str, StatusPage] = field(default_factory=dict)
    mail: Mail | None = None

    def close(self) -> None:
        close_all(self.bridges)
        close_all(self.pages)
        if self.mail:
            self.mail.close()


def close_all(known: Mapping[str, TicketSystem | Meetings | StatusPage]) -> None:
    for one in known.values():
        one.close()


@contextmanager
def database(environment: Environment) -> "Iterator[tuple[Database, Bell]]":
    """Closed at the end; raises what `storage.unit_of_work.connect` does."""
    from storage.bell import Bell
    from storage.unit_of_work import connect

    bell = Bell()
    opened = connect(environment.caseline_database_url, bell)
    try:
        yield opened, bell
    finally:
        opened.close()


def desks(settings: Settings, clock: Clock) -> dict[str, TicketSystem]:
    """Every system of tickets that is configured; their files are not read where there is none."""
    configured = settings.desks()
    if not configured:
        return {}
    from adapters.tickets.connect import connect

    return connect(configured, clock.now)


def meetings(settings: Settings, environment: Environment, clock: Clock) -> dict[str, Meetings]:
    """The provider of bridges, if one is named. Raises SettingsError when it lacks something."""
    if not settings.bridge.provider:
        return {}
    from adapters.meetings.connect import connect
    from adapters.meetings.given import Given

    return connect(Given(settings=settings, environment=environment, now=clock.now))


def pagers(settings: Settings, clock: Clock) -> Wakers:
    """Those that are configured; their files are not read where there is none."""
    if not settings.paging.pagers() and not settings.paging.twilio:
        return Wakers()
    from adapters.paging.connect import connect, connect_phone

    return Wakers(connect(settings.paging, clock.now), connect_phone(settings.paging, clock.now))


def status_pages(settings: Settings) -> dict[str, StatusPage]:
    """Those that somebody else runs, by name; their files are not read where there is none."""
    if settings.publishing.statuspage is None:
        return {}
    from adapters.statuspage.statuspage import connect

    page = connect(settings.publishing.statuspage)
    return {page.name: page}


def mail(settings: Settings, clock: Clock) -> Mail | None:
    """How letters leave the house, if they do."""
    if settings.publishing.smtp is None:
        return None
    from adapters.mail.smtp import connect

    return connect(settings.publishing.smtp, now=clock.now)


def accounts(settings: Settings) -> Accounts:
    """The operator's list of customers; raises SettingsError."""
    if not settings.customers.accounts:
        return Accounts()
    from bot.settings_accounts import read_accounts

    path, tiers = Path(settings.customers.accounts), settings.customers.tiers
    return read_accounts(path, tiers, internal=settings.internal_rooms())


def calendars(settings: Settings, now: datetime) -> "dict[str, Explained]":
    """Every calendar that is configured, and 24x7; public holidays are looked up where one asks for them."""
    from adapters.holidays.connect import PublicHolidays
    from bot.calendars import explained

    return explained(settings.calendars, PublicHolidays(), now)
