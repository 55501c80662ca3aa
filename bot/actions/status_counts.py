"""Whether only what is published keeps a promise to customers, or an `update` to colleagues, too."""

from bot.config import Settings
from bot.domain.incident import Incident
from bot.ports import Work
from bot.world import World


def only_published(world: World, work: Work, incident: Incident) -> bool:
    """Once customers of it were told from here, and where settings name a place at which they are told.

    Of a private incident nobody outside can be told, so an update keeps its promise.
    """
    if any(one.published_at for one in work.status_updates.of(incident.key)):
        return True
    return not incident.private and _is_set(world.settings)


def _is_set(settings: Settings) -> bool:
    """A desk alone is no such place: whoever links tickets need not want to answer them from here."""
    said = settings.status_updates.only_published
    if said is not None:
        return said
    publishing = settings.publishing
    letters = publishing.smtp is not None and bool(publishing.letters_to)
    return settings.status_page is not None or publishing.statuspage is not None or letters
