"""A page as a pager is told it: words alone."""

from bot.cards import page_facts
from bot.domain.page_brief import PageBrief
from bot.domain.pager import Call, Urgency


def call(brief: PageBrief) -> Call:
    return Call(
        title=page_facts.about(brief),
        details="\n".join(page_facts.packed(brief)),
        urgency=Urgency.HIGH,
        url=page_facts.war_room_url(brief),
    )
