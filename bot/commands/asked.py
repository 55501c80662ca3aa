"""What a command is given, and what the table says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.actions import dossier, identity
from bot.actions.change import must_be_open
from bot.domain.audit import Actor
from bot.domain.dossier import Dossier
from bot.domain.form import Answer
from bot.domain.interaction import Interaction, Reply
from bot.world import World


@dataclass(frozen=True, slots=True)
class Asked:
    """One wish, understood so far: `words` is what is left behind the word and the key.

    `key` names the incident it is about, empty for words that are about none.
    """

    world: World
    said: Interaction
    by: Actor
    words: str
    key: str = ""

    @property
    def root(self) -> str:
        """What people type before a word, where they are."""
        return self.said.called or self.world.settings.command

    @property
    def answers(self) -> Mapping[str, Answer]:
        """A form's answers; empty when no form was sent."""
        return self.said.fields or {}

    @property
    def from_form(self) -> bool:
        return self.said.fields is not None

    def text(self, name: str) -> str:
        """A text answer, without the white space around it."""
        return str(self.answers.get(name, "")).strip()

    def dossier(self, *, to_change: bool = False) -> Dossier:
        """All that is known of the incident. With `to_change`, Conflict unless it is open."""
        with self.world.store.read() as work:
            known = dossier.read(self.world, work, self.key, chat=self.said.person.chat)
        if to_change:
            must_be_open(known.incident)
        return known

    def me(self) -> tuple[str, ...]:
        """All ids of whoever asks."""
        with self.world.store.read() as work:
            return identity.identities(self.world, work, self.said.person.id)

    @property
    def prose(self) -> str:
        """The words as people read them: mentions by name."""
        return readable(self.words, self.said.mentions)


def readable(words: str, mentions: Mapping[str, str]) -> str:
    """Longest ids first: one may be the beginning of another."""
    for person, name in sorted(mentions.items(), key=lambda one: -len(one[0])):
        words = words.replace(f"@{person}", f"@{name}")
    return words.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A row of the table of words.

    A word of two words (`link me`) counts before its first one. `about` says that it needs an
    incident, `about_if_known` that it uses one where it is understood. `free_text` words never take
    an incident's key from their text inside a war room: there, `note INC-3 looks alike` is a note.
    Hidden words are said by doors, never by people; those `aside` can be typed, but help leaves them out,
    since a button says them; those that are `reported` are facts, which no
    rule forbids. Those that count `inside` a war room alone are forgotten elsewhere before anything
    is asked.
    `searches` says that tickets can be searched in its form. `carries` gives the words that go on when it
    first has to be asked which incident is meant, since a message does not.
    `rules` names the words whose rules decide, where that depends on what is wished: `status`
    with a text is an `update`.
    """

    word: str
    run: Callable[[Asked], Reply]
    says: str
    usage: str
    example: str = ""
    synonyms: tuple[str, ...] = ()
    about: bool = False
    about_if_known: bool = False
    free_text: bool = False
    hidden: bool = False
    aside: bool = False
    hyphenated: bool = False
    reported: bool = False
    inside: bool = False
    searches: bool = False
    carries: Callable[[Asked], str] | None = None
    rule: str = ""
    rules: Callable[[Asked], tuple[str, ...]] | None = None

    @property
    def permission(self) -> str:
        """The word whose rule decides who may, unless `rules` says otherwise."""
        return self.rule or self.word

    def rules_for(self, asked: Asked) -> tuple[str, ...]:
        """Every one of them has to allow it."""
        if self.reported:
            return ()
        return self.rules(asked) if self.rules else (self.permission,)
