"""What stands behind the door of Teams: the router, and what a wish needs before it gets there."""

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from adapters.teams.extension import Search
from adapters.teams.listen_http import DOOR
from adapters.teams.people import REFUSALS, Known, People
from adapters.teams.picked import Picked
from adapters.teams.places import Places, thread_of
from adapters.teams.sorry import apology
from adapters.teams.suggest import fitting
from adapters.teams.tell import Teller
from adapters.teams.wish import Shape, Wish
from bot.domain.card import Card, Tone
from bot.domain.form import AnyField, Choice, Form, TicketsField
from bot.domain.interaction import Interaction, Reply
from bot.domain.wording import say
from bot.errors import BotError
from bot.ports import Meter

log = logging.getLogger(__name__)
Handle = Callable[[Interaction], Reply]
Find = Callable[[Interaction], Sequence[Choice]]
"""Options for who types into a form's search box."""


@dataclass(frozen=True)
class Behind:
    """`room` finds the war room that a thread belongs to.

    `pages` is where our own pages about incidents begin; empty while there are none.
    """

    handle: Handle
    places: Places
    people: People
    picked: Picked
    teller: Teller
    meter: Meter
    search: Search = lambda _person, _words: ()
    find: Find = lambda _said: ()
    room: Callable[[str], str] = str
    root: str = "/case"
    pages: str = ""

    def reply(self, one: Wish, who: Known) -> Reply:
        """The router's, or a refusal; never an error."""
        if who.refused:
            self.meter.refused(DOOR, who.refused)
            return Reply(Card(say(REFUSALS[who.refused]), tone=Tone.WARNING), outcome="refused")
        try:
            return self._offering(one, who, self.handle(self._meant(one).by(who.person)))
        except Exception as error:  # noqa: BLE001 This is the door: whatever went wrong, the person hears of it.
            return Reply(apology(self.report(one.command, error)), outcome="broke")

    def found(self, one: Wish, who: Known) -> Sequence[Choice]:
        """Options for who types; nothing for whom we do not know."""
        if who.refused:
            self.meter.refused(DOOR, who.refused)
            return ()
        return self.find(self._meant(one).by(who.person))

    def _offering(self, one: Wish, who: Known, reply: Reply) -> Reply:
        """Teams asks for nothing before a letter is typed, so the form brings something to choose from.

        Not where others read it: nobody there has asked for customers' tickets.
        """
        form = reply.form
        read_by_others = one.shape in {Shape.SAID, Shape.SUBMITTED} and not one.where.alone
        if form is None or read_by_others or not any(isinstance(x, TicketsField) for x in form.fields):
            return reply
        return replace(reply, form=replace(form, fields=tuple(self._filled(one, who, form))))

    def _filled(self, one: Wish, who: Known, form: Form) -> Iterator[AnyField]:
        for field in form.fields:
            if isinstance(field, TicketsField):
                looked_for = replace(one, command=form.does, about=form.about, words=field.search)
                yield replace(field, offered=fitting(self.found(looked_for, who)))
            else:
                yield field

    def _meant(self, one: Wish) -> Wish:
        """With the war room that its thread belongs to, and the people whom it chose.

        A thread that is a room of its own stands above none of the messages in it.
        """
        one = self.picked.resolved(one)
        if one.room is None or one.room.direct:
            return one
        try:
            room = self.room(one.room.id)
        except BotError:
            return one
        message = replace(one.message, thread="") if one.message and thread_of(room) else one.message
        return replace(one, room=replace(one.room, id=room), message=message)

    def report(self, word: str, error: Exception) -> str:
        """The number under which the operator finds in the log what the person was told of."""
        number = secrets.token_hex(4)
        log.error("the Teams door failed", exc_info=error, extra={"report": number, "word": word[:40]})
        self.meter.interaction("other", DOOR, "broke", 0.0)
        return number

    def close(self) -> None:
        self.people.close()
        self.teller.close()
