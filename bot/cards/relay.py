"""What somebody wrote in one war room, as it is shown in another."""

from bot.domain.card import Bold, Card, Line, Link, Paragraph
from bot.domain.relay import Relayed
from bot.domain.wording import say


def words(said: Relayed) -> Card:
    """A person's line, with their name and where they wrote it; never a box."""
    who = say("{name} ({chat}):", name=said.name, chat=said.chat.capitalize())
    parts = [Paragraph((Bold(who), " ", said.text) if said.text else (Bold(who), " ", *_files(said)))]
    if said.text and said.files:
        parts.append(Paragraph(_files(said)))
    shown = said.text or ", ".join(said.files.values())
    return Card(f"{who} {shown}", tuple(parts), spoken=True)


def _files(said: Relayed) -> Line:
    links = [Link(name or url, url) for url, name in said.files.items()]
    return tuple(span for link in links for span in (", ", link))[1:]
