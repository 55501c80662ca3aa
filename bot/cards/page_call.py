"""A page as a pager is told it: words alone."""

from collections.abc import Iterator

from bot.cards import page_facts
from bot.domain.page_brief import PageBrief
from bot.domain.pager import Call, Urgency
from bot.domain.wording import say


def call(brief: PageBrief) -> Call:
    """Of a drill, and of a private incident, a pager learns the title and the way to the war room alone."""
    return Call(
        title=page_facts.about(brief),
        details="\n".join(_details(brief)),
        urgency=Urgency.HIGH,
        url=page_facts.war_room_url(brief),
    )


def _details(brief: PageBrief) -> Iterator[str]:
    incident = brief.dossier.incident if brief.dossier else None
    if incident and incident.drill:
        yield say("This is a drill. No customer is hurt.")
    elif incident and incident.private:
        yield say("This incident is private: what there is to know stands in its war room.")
    else:
        yield from page_facts.packed(brief)
