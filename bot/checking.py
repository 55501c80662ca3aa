"""`caseline check`: everything that the settings name is asked whether it works.

Part of the composition root.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bot import connecting
from bot.config import Environment, Settings
from bot.domain.finding import Finding
from bot.errors import BotError, SettingsError


def findings(environment: Environment, settings: Settings) -> Iterator[Finding]:
    """Line by line what is there and what is missing; everybody outside is asked."""
    file = environment.caseline_config
    yield Finding("settings", f"{file} is fine" if Path(file).exists() else f"no {file}: the defaults count")
    try:
        with connecting.database(environment) as (database, _):
            yield Finding("database", f"{database.engine.dialect.name}, with the schema of this release")
    except (SettingsError, BotError) as error:
        yield Finding("database", str(error), "run `caseline db upgrade`; if that fails too, it says why")
    yield from _calendars(settings)
    yield from _promises(settings)
    yield from _rotas(environment, settings)
    yield from _desks(settings)
    yield from _pagers(settings)
    yield from _publishing(settings)
    yield from _bridges(environment, settings)
    shared = connecting.accounts(settings).channels()
    yield from _shared(environment, shared)
    if environment.has_slack:
        from adapters.slack import check

        yield from check.findings(environment, (*settings.channels(), *shared))
    if environment.has_teams:
        yield from _teams(environment, settings, shared)
    if not (environment.has_slack or environment.has_teams):
        todo = "make an app from manifest.yml, or a bot for Teams; README says how"
        yield Finding("chats", "neither SLACK_BOT_TOKEN nor MICROSOFT_APP_ID is set", todo)


def _shared(environment: Environment, shared: Sequence[str]) -> Iterator[Finding]:
    """Channels that customers share with us, in chats that are not connected."""
    connected = {"slack": environment.has_slack, "teams": environment.has_teams}
    for room in shared:
        chat = room.partition(":")[0]
        if not connected.get(chat):
            todo = "connect that chat, or take the channel out of the list `customers.accounts`"
            yield Finding(
                "customers' channels", f"{room}: {chat} is not connected, so nobody is told there", todo
            )


def _calendars(settings: Settings) -> Iterator[Finding]:
    from adapters.clock.ticker import SystemClock
    from adapters.terminal import calendar

    now = SystemClock().now()
    yield from calendar.findings(lambda: connecting.calendars(settings, now), now)


def _promises(settings: Settings) -> Iterator[Finding]:
    from adapters.terminal import promises

    yield from promises.findings(settings)


def _rotas(environment: Environment, settings: Settings) -> Iterator[Finding]:
    """Who is on call, and whether pages would reach them."""
    from adapters.clock.ticker import SystemClock
    from adapters.terminal import paged, rotas

    now = SystemClock().now()
    yield from rotas.findings(settings, now)
    connected = {"slack": environment.has_slack, "teams": environment.has_teams}
    yield from paged.findings(settings, now, [chat for chat, is_there in connected.items() if is_there])


def _pagers(settings: Settings) -> Iterator[Finding]:
    """Line by line of every pager, and of the telephone."""
    from adapters.clock.ticker import SystemClock

    wakers = connecting.pagers(settings, SystemClock())
    try:
        for one in wakers.pagers.values():
            yield from one.check()
        if wakers.phone:
            yield from wakers.phone.check()
    finally:
        wakers.close()


def _publishing(settings: Settings) -> Iterator[Finding]:
    """Line by line of who may subscribe, of every status page that somebody else runs, and of e-mail."""
    from adapters.clock.ticker import SystemClock
    from adapters.terminal import subscribers

    yield from subscribers.findings(settings)
    for page in connecting.status_pages(settings).values():
        yield from page.check()
        page.close()
    if (mail := connecting.mail(settings, SystemClock())) is not None:
        yield from mail.check()
        mail.close()


def _desks(settings: Settings) -> Iterator[Finding]:
    """Line by line of every system of tickets."""
    from adapters.clock.ticker import SystemClock

    if settings.customers.accounts:
        known = connecting.accounts(settings)
        count = len(known.by_organisation) + len(known.by_email) + len(known.by_domain)
        yield Finding("customers", f"{count} names in {settings.customers.accounts}")
    for desk in connecting.desks(settings, SystemClock()).values():
        yield from desk.check()
        desk.close()


def _bridges(environment: Environment, settings: Settings) -> Iterator[Finding]:
    from adapters.clock.ticker import SystemClock

    try:
        known = connecting.meetings(settings, environment, SystemClock())
    except SettingsError as error:
        yield Finding("bridges", str(error), "connect it, or choose another provider under bridge")
        return
    for provider in known.values():
        yield from provider.check()
        provider.close()


def _teams(environment: Environment, settings: Settings, shared: Sequence[str]) -> Iterator[Finding]:
    """What is known of its conversations helps, but is not needed."""
    from adapters.teams import check
    from adapters.teams.places import Places

    with ExitStack() as stack:
        try:
            places = Places(stack.enter_context(connecting.database(environment))[0])
        except (SettingsError, BotError):
            places = None
        named = (*settings.channels(), *shared)
        yield from check.findings(environment, settings.microsoft_teams, named, places)
