"""A page as it is texted, and as it is read aloud."""

from bot.cards import page_facts
from bot.domain.page_brief import PageBrief
from bot.domain.wording import say

TEXTED = 140
"""Characters of what it is about: with the rest it stays within two text messages."""


def words(brief: PageBrief, way: str) -> str:
    """Sentences without anything that only a chat can show; how to answer stands at their end."""
    about, number = page_facts.about(brief), brief.page.id
    if way == "sms":
        return say(
            "Caseline page {number}: {about}. Answer 1 {number} to take it, 2 {number} to pass it on.",
            number=number,
            about=about[:TEXTED],
        )
    spoken = " ".join("".join(one if one.isalnum() or one in ".,'" else " " for one in about).split())
    return say(
        "This is Caseline. You are needed: {about}. Press 1 to take it, or 2 to pass it on.", about=spoken
    )
