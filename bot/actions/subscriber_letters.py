"""What subscribers are written, in their language, and where the links in it lead."""

from dataclasses import dataclass
from urllib.parse import quote

from bot.actions import status_page, status_words
from bot.domain.incident import Incident
from bot.domain.letter import Letter
from bot.domain.letter_words import letter_words
from bot.domain.letter_words.letter_words import LetterWords
from bot.domain.status_reply import best
from bot.domain.status_update import StatusFacts, StatusUpdate
from bot.domain.subscriber import Subscriber
from bot.world import World

FORM = "/status/subscribe"


@dataclass(frozen=True, slots=True)
class Links:
    """Of one letter; `secret` stands nowhere else."""

    world: World
    subscriber: Subscriber
    secret: str

    def to(self, deed: str) -> str:
        """`confirm`, `manage` or `leave`."""
        return f"{_page(self.world, FORM)}/{deed}/{self.secret}{self._language}"

    def incident(self, key: str) -> str:
        return f"{_page(self.world, '/status/incidents/')}{quote(key, safe='')}{self._language}"

    @property
    def _language(self) -> str:
        several = len(self.world.settings.status_updates.languages) > 1
        return f"?lang={quote(self.subscriber.language)}" if several else ""


def _page(world: World, path: str) -> str:
    return f"{world.settings.public_url.rstrip('/')}{path}"


def title(world: World) -> str:
    """What the status page is called."""
    page = world.settings.status_page
    return _one_line(page.title) if page else ""


def asked(links: Links) -> Letter:
    """To somebody who asked on the page: to confirm it, or how to change what is confirmed already."""
    words, page = _words(links), title(links.world)
    if links.subscriber.confirmed_at is None:
        text = words.confirm.format(page=page, link=links.to("confirm"), leave=links.to("leave"))
        return _letter(links, words.confirm_subject.format(page=page), text)
    text = "\n\n".join((words.known.format(page=page), _end(links)))
    return _letter(links, words.known_subject.format(page=page), text)


def told(links: Links, incident: Incident, facts: StatusFacts, update: StatusUpdate) -> Letter:
    """The words of a status update, with what stands beside them on the page."""
    world, words = links.world, _words(links)
    language = language_of(world, links.subscriber, update)
    foreign = letter_words(language) is not words
    named = _named(incident, facts)
    parts = (
        f"{words.phase(status_page.phase(world, update))} · {named}",
        words.corrects if update.corrects else "",
        words.untranslated if foreign else "",
        update.texts[language],
        _affected(world, words, facts),
        words.more.format(link=links.incident(update.incident)),
        _end(links),
    )
    return _about(links, incident, named, parts)


def language_of(world: World, subscriber: Subscriber, update: StatusUpdate) -> str:
    """The one in which they read this update."""
    return best(subscriber.language, update.texts, status_words.first_language(world))


def withdrawn(links: Links, incident: Incident, facts: StatusFacts) -> Letter:
    """Without the words that hold no longer."""
    words, named = _words(links), _named(incident, facts)
    parts = (
        f"{words.withdrawn} · {named}",
        words.withdrawn_text,
        words.more.format(link=links.incident(incident.key)),
        _end(links),
    )
    return _about(links, incident, named, parts)


def _about(links: Links, incident: Incident, named: str, parts: tuple[str, ...]) -> Letter:
    """One subject for all letters about an incident: some programs show them together only then."""
    subject = _words(links).subject.format(page=title(links.world), title=named)
    return _letter(links, subject, "\n\n".join(filter(None, parts)), thread=f"incident/{incident.key}")


def _letter(links: Links, subject: str, text: str, *, thread: str = "") -> Letter:
    return Letter(
        to=links.subscriber.address,
        subject=subject,
        text=text,
        language=links.subscriber.language,
        list_unsubscribe=links.to("leave"),
        thread=thread,
        discreet=True,
    )


def _end(links: Links) -> str:
    words = _words(links)
    return "\n".join(
        (
            "-- ",
            words.why.format(page=title(links.world)),
            words.change.format(link=links.to("manage")),
            words.leave.format(link=links.to("leave")),
        )
    )


def _affected(world: World, words: LetterWords, facts: StatusFacts) -> str:
    page = world.settings.status_page
    titles = (
        [page.components[one].title for one in facts.components if one in page.components] if page else []
    )
    return words.affected.format(components=", ".join(map(_one_line, titles))) if titles else ""


def _named(incident: Incident, facts: StatusFacts) -> str:
    return _one_line(facts.title or incident.title)


def _words(links: Links) -> LetterWords:
    return letter_words(links.subscriber.language)


def _one_line(text: str) -> str:
    return " ".join(text.split())
