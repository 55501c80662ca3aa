"""What stands above every card of an incident, and how loud it is."""

from bot.domain.card import Tone
from bot.domain.dossier import Dossier
from bot.domain.incident import Incident, Status
from bot.domain.wording import say


def headline(incident: Incident) -> str:
    """`INC-1 · SEV1 · Checkout is down`, with what everybody must know before it."""
    return titled(incident, named(incident))


def titled(incident: Incident, title: str) -> str:
    """This title, with what everybody must know before it; it stands before the whole sentence."""
    marks = [say("DRILL")] * incident.drill + [say("PRIVATE")] * incident.private
    over = {Status.RESOLVED: [say("RESOLVED")], Status.CANCELLED: [say("CANCELLED")]}
    return " · ".join([*over.get(incident.status, []), *marks, title])


def named(incident: Incident) -> str:
    """For the middle of a title, which `titled` completes."""
    return f"{incident.key} · {incident.severity} · {incident.title}"


def called(incident: Incident) -> str:
    """Its key, for titles; nobody may take a drill for the real thing."""
    return f"{say('DRILL')} · {incident.key}" if incident.drill else incident.key


def tone(dossier: Dossier) -> Tone:
    if not dossier.incident.is_open:
        return Tone.DONE
    if dossier.incident.severity == dossier.severities[0]:
        return Tone.URGENT
    return Tone.WARNING if dossier.major else Tone.CALM
