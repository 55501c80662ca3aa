"""`caseline subscribers`: how many get the status page by e-mail; addresses are never listed."""

from collections.abc import Iterator

from adapters.terminal.plain import as_json
from bot.config import Settings
from bot.domain.finding import Finding
from bot.ports import Work


def subscribers(work: Work, *, as_data: bool) -> str:
    confirmed, waiting = work.subscribers.count()
    if as_data:
        return as_json({"confirmed": confirmed, "waiting": waiting})
    return f"{confirmed} confirmed, {waiting} waiting to be confirmed"


def findings(settings: Settings) -> Iterator[Finding]:
    """Nothing where nobody can subscribe."""
    page = settings.status_page
    if page is None or not page.subscribe:
        return
    if settings.public_url.startswith("https://"):
        yield Finding("subscribers", f"may subscribe at {settings.public_url.rstrip('/')}/status/subscribe")
    else:
        says = f"{settings.public_url} is not of https, so mail programs offer no button to unsubscribe"
        yield Finding("subscribers", says, "serve the page over https, and set public_url to that")
