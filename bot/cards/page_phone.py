"""A page as it is texted, and as it is read aloud."""

from bot.cards import page_facts
from bot.domain.page_brief import PageBrief
from bot.domain.wording import say


def words(brief: PageBrief, way: str) -> str:
    """One or two sentences, without anything that only a chat can show."""
    about, number = page_facts.about(brief), brief.page.id
    if way == "sms":
        return say("Caseline, page {number}: {about}", number=number, about=about)
    return say("This is Caseline. You are paged about {about}.", about=about)
