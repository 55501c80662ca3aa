"""The door of Teams: everything that people do there comes in here and becomes an interaction."""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from adapters.doors.payload import Payload, text_at
from adapters.doors.redelivery import Redelivery, Seen
from adapters.doors.turn import DEADLINE, LAST_MOMENT, Turn
from adapters.teams import answer, events, extension, interactions, suggest
from adapters.teams.behind import Behind
from adapters.teams.hand_over import done_within, in_thread
from adapters.teams.invoke import LINK, QUERY, TYPING, invoke_of, senseless
from adapters.teams.listen_http import DOOR, Answer
from adapters.teams.sorry import apology, late, late_words
from adapters.teams.wish import Shape, Wish, wish
from bot.domain.interaction import Interaction, Reply
from bot.domain.person import Person
from bot.domain.wording import say
from bot.errors import BotError

log = logging.getLogger(__name__)
Handle = Callable[[Interaction], Reply]
AT_ONCE = 64
"""Activities that are worked on at the same time; the others wait, and their deadline runs."""
UNREADABLE = (AttributeError, KeyError, IndexError, TypeError, ValueError, OverflowError, RecursionError)


class Listener:
    """Turns activities into interactions and replies into answers; it never raises."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._delivered = Redelivery()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="teams-door")
        self.deadline = DEADLINE

    async def listen(self, raw: Payload) -> Answer:
        """The answer or, at the deadline, what can be said without it; the work goes on."""
        turn = Turn()
        work = in_thread(self._threads, lambda: self._work(raw, turn))
        if await done_within(work, self.deadline):
            return work.result()
        if turn.take():
            return self._late(raw)
        return work.result() if await done_within(work, LAST_MOMENT) else Answer()

    def close(self) -> None:
        """Finishes what is being worked on."""
        self._threads.shutdown(wait=True)
        self._behind.close()

    # --- in a thread -----------------------------------------------------------------------

    def _work(self, raw: Payload, turn: Turn) -> Answer:
        kind = invoke_of(raw)
        try:
            if text_at(raw, "name") in {QUERY, LINK} and kind:
                return Answer(self._looked_up(raw))
            if text_at(raw, "name") == TYPING and kind:
                return Answer(self._found(raw))
            wishes = self._read(raw)
            self._remember(raw)
            if kind:
                return self._invoked(raw, wishes[0], turn) if wishes else Answer(senseless(raw, kind))
            return self._heard(raw, wishes, turn)
        except Exception as error:  # noqa: BLE001 This is the door: whatever went wrong, the answer is in order.
            number = self._behind.report(text_at(raw, "name"), error)
            return Answer(kind.say(answer.spoken(apology(number))) if kind else None)

    def _read(self, raw: Payload) -> list[Wish]:
        """Nothing for what means nothing to us, or makes no sense at all."""
        try:
            return [one for one in self._wishes(raw) if one is not None and one.where.person]
        except UNREADABLE:
            log.warning("an activity could not be read", extra={"kind": text_at(raw, "type")[:40]})
            self._behind.meter.refused(DOOR, "unreadable")
            return []

    def _wishes(self, raw: Payload) -> Iterable[Wish | None]:
        if kind := invoke_of(raw):
            return [kind.read(raw)]
        if text_at(raw, "type") == "message":
            return [interactions.message(raw, self._behind.root) or events.written(raw)]
        read = events.READERS.get(text_at(raw, "type"))
        return list(read(raw)) if read else []

    def _remember(self, raw: Payload) -> None:
        """How to write there. That this fails keeps nobody from being answered."""
        places = self._behind.places
        try:
            if text_at(raw, "type") == "installationUpdate" and text_at(raw, "action") == "remove":
                places.forget(wish(raw, "", Shape.REPORTED).where.room)
            else:
                places.remember(raw)
        except BotError as error:
            log.warning("a conversation could not be remembered: %s", error)

    def _invoked(self, raw: Payload, one: Wish, turn: Turn) -> Answer:
        who = self._behind.people.who(raw, one.person)
        reply = self._behind.reply(one, who)
        if not turn.take():
            self._tell(one, reply, who.person)
            return Answer()
        shape = answer.pressed if one.shape is Shape.PRESSED else answer.dialog
        return Answer(shape(one, reply, who.person, self._behind.teller))

    def _heard(self, raw: Payload, wishes: list[Wish], turn: Turn) -> Answer:
        """A message or an event; one that is delivered again is not answered again."""
        unavailable = False
        for one in wishes:
            if self._delivered.begin(one.id) is not Seen.NEVER:
                continue
            try:
                reply = self._answered(raw, one, turn)
            except Exception as error:  # noqa: BLE001 As in `_work`: the person hears of it.
                reply = self._apologise(one, error)
            if reply.outcome == "unavailable" and one.shape is Shape.REPORTED:
                self._delivered.failed(one.id)
                unavailable = True
            else:
                self._delivered.done(one.id)
        return Answer(status=503 if unavailable else 200)

    def _answered(self, raw: Payload, one: Wish, turn: Turn) -> Reply:
        who = self._behind.people.who(raw, one.person)
        reply = self._behind.reply(one, who)
        turn.take()
        self._tell(one, reply, who.person)
        return reply

    def _apologise(self, one: Wish, error: Exception) -> Reply:
        """In words that need no pen, since it may have been the pen that failed."""
        number = self._behind.report(one.command, error)
        if one.shape is not Shape.REPORTED:
            self._behind.teller.say(one.where, apology(number))
        return Reply(outcome="broke")

    def _tell(self, one: Wish, reply: Reply, person: Person) -> None:
        teller = self._behind.teller
        if is_quiet(one, reply):
            return
        if reply.form:
            teller.ask(one.where, reply.form, zone=person.zone)
        elif card := answer.mistakes(reply) if reply.errors else reply.card:
            teller.tell(one.where, card, public=reply.public or one.shape is Shape.WELCOME)

    def _looked_up(self, raw: Payload) -> answer.Body:
        """Searching, and links to our own pages: cards that are put where anybody may read them."""
        behind = self._behind
        key = extension.linked(raw, behind.pages) if text_at(raw, "name") == LINK else ""
        if text_at(raw, "name") == LINK and not key:
            return extension.nothing()
        base = wish(raw, "list", Shape.DIALOG)
        who = behind.people.who(raw, base.person)
        reply = behind.reply(base, who)
        if reply.outcome != "done":
            return extension.words(reply.card.title if reply.card else say("No incident was found."))
        found = behind.search(who.person, key or extension.searched(raw))
        return extension.results([one for one in found if not key or one.key == key])

    def _found(self, raw: Payload) -> answer.Body:
        """What stands in a list while somebody types into it; whatever is wrong, nothing."""
        one = suggest.typed(raw)
        if one is None or not one.where.person:
            return suggest.options(())
        who = self._behind.people.who(raw, one.person)
        return suggest.options(self._behind.found(one, who))

    # --- in trouble ------------------------------------------------------------------------

    def _late(self, raw: Payload) -> Answer:
        """Said at the deadline; nobody waits for what was only reported."""
        if kind := invoke_of(raw):
            return Answer(kind.say(late_words()))
        spoken = [one for one in self._read(raw) if one.shape in {Shape.SAID, Shape.SUBMITTED}]
        for one in spoken:
            told = (one.where, late())
            Thread(target=self._behind.teller.tell, args=told, daemon=True).start()
        return Answer()


def is_quiet(one: Wish, reply: Reply) -> bool:
    """Whether nobody is to be told: what the door says by itself, and what was delivered twice."""
    if one.shape is Shape.SAID:
        return reply.outcome == "again"
    return one.shape is Shape.REPORTED or (one.shape is Shape.WELCOME and reply.outcome != "done")
