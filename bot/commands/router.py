"""From an interaction to a reply: finds the word and the incident, asks who may, and answers always."""

import logging
import secrets
from dataclasses import replace
from difflib import get_close_matches
from time import perf_counter

from bot.cards import incidents, plain
from bot.commands import permission, understand
from bot.commands.asked import Asked, Command
from bot.commands.table import COMMANDS
from bot.domain.audit import Actor
from bot.domain.interaction import Interaction, Reply
from bot.domain.person import Person
from bot.domain.wording import say
from bot.errors import AlreadyDone, BadInput, BotError, NotAllowed, NotFound, Unavailable
from bot.ports import Work
from bot.world import World, begin, has_committed

log = logging.getLogger("caseline.router")

OFFERED = 5
"""Incidents offered when it is not clear which one is meant."""
OFFERED_WORDS = 500
"""Characters of a sentence that a button can take along."""


RECORDED = (
    "It was recorded, but Caseline's database fell silent before the answer could be drawn.\n"
    "Nothing needs to be done again; `status` shows how it stands."
)


class Router:
    """Answers every interaction; synchronous, safe to call from several threads, never raises."""

    def __init__(self, world: World, commands: tuple[Command, ...] = COMMANDS) -> None:
        self._world = world
        self._commands = {name: one for one in commands for name in (one.word, *one.synonyms)}
        self._typed = [name for name, one in self._commands.items() if not one.hidden]
        self._seen: dict[str, Person] = {}

    def handle(self, said: Interaction) -> Reply:
        started = perf_counter()
        begin()
        word, said = self._word(said)
        command = self._commands.get(word)
        shown = command.word if command else "other"
        try:
            reply = self._answer(said, word, command)
        except BotError as error:
            reply = _refusal(said, error)
            if isinstance(error, Unavailable):
                what = {"word": shown, "door": said.door, "why": _reason(error)}
                log.warning("Somebody was told that the database does not answer.", extra=what)
        except Exception:  # The last door before the person: a bug must not end in silence.
            number = secrets.token_hex(4)
            what = {"report": number, "word": word, "door": said.door}
            log.exception("A command broke.", extra=what)
            reply = Reply(card=plain.failed(number), outcome="broke")
        self._world.meter.interaction(shown, said.door, reply.outcome, perf_counter() - started)
        return reply

    def _word(self, said: Interaction) -> tuple[str, Interaction]:
        """`INC-1 resolve` and a bare `INC-1` are understood as well as `resolve INC-1`."""
        key, rest = understand.leading_key(said.command)
        if key and not rest:
            word, words = (*said.words.split(maxsplit=1), "", "")[:2]
            said = replace(said, about=key, command=word or "status", words=words)
        word = said.command.strip().strip(":,.!").casefold() or "help"
        second, _, rest = said.words.strip().partition(" ")
        if (both := f"{word} {second.casefold().strip(':,.!')}") in self._commands:
            return both, replace(said, words=rest.strip())
        return word, said

    def _answer(self, said: Interaction, word: str, command: Command | None) -> Reply:
        if command is None:
            return self._unknown(said, word)
        if command.inside and not self._here(said):
            return Reply(outcome="elsewhere")
        if said.person.guest and command.inside:
            return Reply(outcome="not_allowed")
        if said.person.guest:
            raise NotAllowed(say("Caseline is for members of this workspace only; nothing was changed."))
        self._remember(said.person)
        by = Actor(said.person.id, said.door, command.word, said.id)
        asked = Asked(self._world, said, by, said.words)
        if command.about or command.about_if_known:
            asked = self._about(asked, command)
        if command.about and not asked.key:
            return self._which(asked, command)
        self._check(asked, command)
        return command.run(asked)

    def _unknown(self, said: Interaction, word: str) -> Reply:
        """Asks what was meant, unless it is a severity whose word was left out."""
        whole = f"{said.command} {said.words}".strip()
        if meant := self._left_out(said, whole):
            return self._answer(replace(said, command=meant.word, words=whole), meant.word, meant)
        near = get_close_matches(word[:40], self._typed, n=3)
        nearest = list(dict.fromkeys(self._commands[name] for name in near))
        offered = tuple((one.word, one.example or one.usage) for one in nearest)
        sentence = whole[:OFFERED_WORDS] if said.words and not offered else ""
        command_here = said.called or self._world.settings.command
        card = plain.unknown(word, offered, command=command_here, sentence=sentence)
        return Reply(card=card, outcome="unknown")

    def _left_out(self, said: Interaction, whole: str) -> Command | None:
        """`sev2 …` changes the severity in a war room, and elsewhere declares what follows it."""
        if not understand.begins_with_severity(whole, self._world.settings.severities):
            return None
        if self._here(said):
            return self._commands.get("sev")
        return self._commands.get("declare") if said.words.strip() else None

    def _remember(self, person: Person) -> None:
        """So that other people read a name; once per process and whenever it changes."""
        if self._seen.get(person.id) == person:
            return
        with self._world.store.change() as work:
            work.people.put(person)
        if len(self._seen) > 10_000:
            self._seen.clear()
        self._seen[person.id] = person

    def _about(self, asked: Asked, command: Command) -> Asked:
        """The incident that is meant: by button or form, by name, or by the war room they are in."""
        here = asked.said.about or self._here(asked.said)
        named, rest = understand.leading_key(asked.words)
        in_text = here and command.free_text and named != here and rest.strip()
        if asked.said.about or in_text:
            return replace(asked, key=asked.said.about or here)
        return replace(asked, key=named, words=rest) if named else replace(asked, key=here)

    def _here(self, said: Interaction) -> str:
        room = said.room
        if room is None or room.direct:
            return ""
        with self._world.store.read() as work:
            found = work.rooms.at(room.id)
        return found.incident if found else ""

    def _check(self, asked: Asked, command: Command) -> None:
        if not asked.key and permission.for_everyone(asked, command):
            return
        with self._world.store.read() as work:
            self._check_incident(asked, work)
            permission.check(asked, command, work)

    @staticmethod
    def _check_incident(asked: Asked, work: Work) -> None:
        incident = work.incidents.get(asked.key) if asked.key else None
        if asked.key and (incident is None or not permission.may_see(asked, work, incident)):
            raise NotFound(
                say(
                    "There is no incident {key} that you may see.\n{list} shows the open ones.",
                    key=asked.key,
                    list=f"{asked.root} list",
                )
            )

    def _which(self, asked: Asked, command: Command) -> Reply:
        with self._world.store.read() as work:
            recent = work.incidents.recent(limit=OFFERED * 4)
            seen = [one for one in recent if permission.may_see(asked, work, one)]
        fits = [one for one in seen if one.is_open is (command.word != "reopen")]
        first = [*fits, *(one for one in seen if one not in fits)][:OFFERED]
        words = command.carries(asked) if command.carries else asked.words
        card = incidents.which(command.word, words, first, command=asked.root)
        return Reply(card=card, outcome="asked")


def _reason(error: BaseException) -> str:
    """What it began with: for the operator, and without whatever stood in the question."""
    causes = [error]
    while (cause := causes[-1].__cause__) and cause not in causes:
        causes.append(cause)
    error = causes[-1]
    return next(iter(str(error).splitlines()), type(error).__name__)


def _refusal(said: Interaction, error: BotError) -> Reply:
    if isinstance(error, AlreadyDone):
        title = say("{key}: already done", key=error.made) if error.made else say("Already done")
        return Reply(card=plain.refused(f"{title}\n{error}"), outcome="again")
    if isinstance(error, Unavailable) and has_committed():
        return Reply(card=plain.refused(say(RECORDED)), outcome="unavailable")
    outcome = {NotAllowed: "not_allowed", Unavailable: "unavailable", BadInput: "bad_input"}.get(
        type(error), "no"
    )
    if said.fields is not None:
        # What was written into the form stays there, so that it can be sent again.
        field = error.field if isinstance(error, BadInput) else ""
        if field := field or next(iter(said.fields), ""):
            return Reply(errors={field: " ".join(str(error).split("\n"))}, outcome=outcome)
    return Reply(card=plain.refused(str(error)), outcome=outcome)
