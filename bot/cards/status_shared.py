"""What customers read in a channel that they share with us: the published words, and nothing of ours."""

from collections.abc import Iterator

from bot.domain import status_reply
from bot.domain.card import Bold, Card, Paragraph

LONGEST = 2_500
"""Characters of one part, which every chat shows whole."""


def words(title: str, text: str, language: str) -> Card:
    """Like a message that somebody wrote; `title` is what customers call it, empty where nobody said."""
    called = title or status_reply.untitled(language)
    parts = tuple(Paragraph((one,)) for one in _pieces(text))
    return Card(called, (Paragraph((Bold(called),)), *parts), spoken=True)


def withdrawn(title: str, language: str, again: str = "") -> Card:
    """`again` are words that count now that a correction of them was taken back; without, nothing does."""
    return words(title, f"{status_reply.withdrawn(language)}\n\n{again}".strip(), language)


def _pieces(text: str) -> Iterator[str]:
    """By paragraphs, and no longer than a chat can show."""
    for paragraph in text.split("\n\n"):
        whole = paragraph.strip("\n")
        for start in range(0, len(whole), LONGEST):
            yield whole[start : start + LONGEST]
