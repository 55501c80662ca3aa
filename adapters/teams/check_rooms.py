"""Whether war rooms of the kind that the settings ask for can be made: for `caseline check`."""

from collections.abc import Callable, Iterator

from adapters.teams.connect import Lines
from adapters.teams.graph import Lacking
from adapters.teams.places import Place
from bot.config import MicrosoftTeams
from bot.domain.finding import Finding
from bot.errors import AdapterError

WHAT = "Teams war rooms"
FOR_CHATS = ("Chat.Create", "TeamsAppInstallation.ReadWriteSelfForChat.All", "ChatMember.ReadWrite.All")
CONSENT = (
    "add it to the app registration (API permissions, Microsoft Graph, application permissions), and have an "
    "admin consent; until then war rooms become threads"
)
BY_OWNER = (
    "let the owner of the team add the app anew, and grant what it asks for; till then they become threads"
)
CATALOG = (
    "upload the app package to your organisation's catalogue (Teams admin center, Manage apps), and copy its "
    "id to microsoft_teams.catalog_app"
)
MEET = "mention @Caseline once in the channel that microsoft_teams.channel names, and check again"
Granted = Callable[[], frozenset[str] | None]
PlaceOf = Callable[[str], Place | None]


def findings(
    settings: MicrosoftTeams, lines: Lines, place_of: PlaceOf, granted: Granted
) -> Iterator[Finding]:
    if settings.war_room == "group_chat":
        yield from _chats(settings, granted())
    elif settings.war_room == "channel":
        yield from _channels(settings, lines, place_of, granted() or frozenset())
    else:
        where = settings.channel or "the channel where the incident is declared"
        yield Finding(WHAT, f"threads in {where}, which need no consent")
    if settings.war_room != "group_chat" and not settings.catalog_app:
        yield Finding(
            "Teams private incidents",
            "need a group chat, and get no war room while catalog_app is not set",
        )


def _chats(settings: MicrosoftTeams, granted: frozenset[str] | None) -> Iterator[Finding]:
    if not settings.catalog_app:
        yield Finding(WHAT, "group chats need the app in your organisation's catalogue", CATALOG)
    if granted is None:
        yield Finding(
            WHAT, f"group chats, if these are granted (the token does not tell): {_listed(FOR_CHATS)}"
        )
        return
    missing = [one for one in FOR_CHATS if one not in granted]
    for one in missing:
        yield Finding("Teams permission", f"{one} is not granted, which group chats need", CONSENT)
    if not missing:
        yield Finding(WHAT, "group chats; what they need is granted")


def _channels(
    settings: MicrosoftTeams, lines: Lines, place_of: PlaceOf, granted: frozenset[str]
) -> Iterator[Finding]:
    """A team's owner grants it with the app; only the team itself can be asked whether that was done."""
    if granted & {"Channel.Create", "Group.ReadWrite.All"}:
        yield Finding(WHAT, "channels; an admin has granted what they need")
        return
    place = place_of(settings.channel) if settings.channel else None
    if not settings.channel:
        yield Finding(WHAT, "channels in the team where the incident is declared, if its owner granted that")
    elif place is None or not place.team:
        yield Finding(WHAT, "channels; the team is not known yet, so it cannot be asked", MEET)
    else:
        yield _asked(lines, place)


def _asked(lines: Lines, place: Place) -> Finding:
    """What is granted together can be told by asking for what changes nothing."""
    try:
        lines.graph.channels(place.group or lines.connector.group_of(place))
    except Lacking as error:
        return Finding("Teams permission", str(error), BY_OWNER)
    except AdapterError as error:
        return Finding(WHAT, f"channels; Microsoft Graph could not be asked: {error}", "check again later")
    return Finding(WHAT, "channels; the team's owner has granted what they need")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)
