"""Cards in Teams: posted, drawn again in place, shown to one person."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from adapters.http import Declined
from adapters.teams import ids, refusals, render
from adapters.teams.connector import Connector
from adapters.teams.deliver_earlier import Earlier, marked
from adapters.teams.places import (
    CHANNEL,
    GROUP_CHAT,
    PERSONAL,
    THREAD,
    Place,
    Places,
    in_thread,
    thread_of,
    without_thread,
)
from bot.domain.card import Button, Card
from bot.domain.wording import say
from bot.errors import Refused
from bot.ports import Posted

log = logging.getLogger(__name__)

BARE = "-"
"""What stands in `Place.root` while the thread that we opened shows no card yet."""
NO_ROOM = "{room} is no conversation of Teams."
NOT_HERE = "They are not in Teams."
NOT_TAKEN = frozenset({400, refusals.TOO_BIG})
"""Statuses after which the same message is sent as plain words."""
Opens = Callable[[Button], bool]
Send = Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is written: how the place is reached, and the conversation, with its thread."""

    place: Place
    conversation: str

    @property
    def room(self) -> str:
        return ids.ours(self.conversation)


class TeamsMessages:
    def __init__(
        self, places: Places, connector: Connector, earlier: Earlier, opens: Opens, *, targeted: bool
    ) -> None:
        self._places = places
        self._connector = connector
        self._earlier = earlier
        self._opens = opens
        self._targeted = targeted

    def post(self, workspace: str, to: str, card: Card, *, key: str, thread: str, doubtful: bool) -> Posted:
        with self.speaking(to):
            spot = self._spot(workspace, to)
            if (
                spot.place.root
                and spot.place.root in (BARE, key)
                and (first := self._as_root(spot, card, key))
            ):
                return first
            has_threads = spot.place.kind == CHANNEL and not thread_of(spot.conversation)
            root = (thread_of(thread) or thread) if has_threads else ""
            below = in_thread(spot.conversation, root)
            if doubtful and (before := self._earlier.find(spot.place, below, key)):
                return Posted(spot.room, in_thread(before, root))
            sent = self._drawn(card, key, lambda body: self._connector.send(spot.place, below, body))
            return Posted(spot.room, in_thread(sent, root))

    def redraw(
        self, workspace: str, room: str, message: str, card: Card, *, key: str, again: bool = True
    ) -> Posted:
        with self.speaking(room):
            spot = self._spot(workspace, room)
            id, root = without_thread(message), thread_of(message)
            where = in_thread(spot.conversation, root)
            try:
                self._drawn(card, key, lambda body: self._connector.update(spot.place, where, id, body))
            except Declined as error:
                if refusals.code(error) not in refusals.MESSAGE_GONE and error.status != 404:
                    raise
                if not again:
                    return Posted(room, message)
            else:
                return Posted(room, message)
        # Whether an earlier try posted it again already cannot be told from here.
        return self.post(workspace, room, card, key=key, thread=root, doubtful=True)

    def remove(self, workspace: str, room: str, message: str) -> None:
        with self.speaking(room):
            spot = self._spot(workspace, room)
            where = in_thread(spot.conversation, thread_of(message))
            try:
                self._connector.delete(spot.place, where, without_thread(message))
            except Declined as error:
                if refusals.code(error) not in refusals.MESSAGE_GONE:
                    raise

    def whisper(self, workspace: str, room: str, person: str, card: Card) -> None:
        """Targeted where that is switched on and Teams takes it; else in the chat with this person."""
        if not (user := ids.person(person)):
            raise Refused(say(NOT_HERE))
        if self._targeted and self._whispered(workspace, room, user, card):
            return
        self.post(workspace, person, card, key="", thread="", doubtful=False)

    def say(self, spot: Spot, activity: Mapping[str, Any]) -> str:
        return self._connector.send(spot.place, spot.conversation, activity)

    @contextmanager
    def speaking(self, to: str) -> Iterator[None]:
        """Whatever Teams declines inside leaves in our words; a place where we are not is forgotten."""
        try:
            yield
        except Declined as error:
            said = refusals.code(error)
            if said in refusals.NOT_THERE:
                self._places.forget(to)
            if said in refusals.OUTSIDE:
                self._places.forget(without_thread(to))
            raise refusals.in_our_words(error, person=bool(ids.person(to))) from error

    # --- where -----------------------------------------------------------------------------

    def _spot(self, workspace: str, to: str) -> Spot:
        if user := ids.person(to):
            return self._direct(workspace, to, user)
        return self.room(workspace, to)

    def room(self, workspace: str, room: str) -> Spot:
        """A room, also one that nothing was heard from yet, such as one that stands in the settings."""
        conversation = ids.theirs(room)
        if not conversation or conversation.startswith("#"):
            raise Refused(say(NO_ROOM, room=room))
        return Spot(self._places.of(room) or _unheard(workspace, conversation), conversation)

    def _direct(self, workspace: str, to: str, user: str) -> Spot:
        """The personal conversation, made once and kept."""
        known = self._places.of(to) or Place(tenant=workspace, person=user, kind=PERSONAL)
        if known.conversation:
            return Spot(known, known.conversation)
        made = self._connector.open_personal(known, user)
        kept = replace(known, conversation=made, kind=PERSONAL)
        self._places.put(to, kept)
        self._places.put(ids.ours(made), kept)
        return Spot(kept, made)

    # --- calls -----------------------------------------------------------------------------

    def _as_root(self, spot: Spot, card: Card, key: str) -> Posted | None:
        """The first card takes the place of the line that opened the thread; None when that was deleted."""
        where, root = spot.conversation, thread_of(spot.conversation)
        try:
            self._drawn(card, key, lambda body: self._connector.update(spot.place, where, root, body))
        except Declined as error:
            if refusals.code(error) not in refusals.MESSAGE_GONE:
                raise
            root = ""
        self._places.own(spot.room, spot.place, root=key if root else "")
        return Posted(spot.room, root) if root else None

    def _whispered(self, workspace: str, room: str, user: str, card: Card) -> bool:
        spot = self.room(workspace, room) if room else None
        if spot is None or spot.place.kind == PERSONAL:
            return False
        to = {"recipient": {"id": user}}
        try:
            self._drawn(
                card,
                "",
                lambda body: self._connector.send(
                    spot.place, spot.conversation, {**body, **to}, targeted=True
                ),
            )
        except Declined as error:
            log.info("Teams took no targeted message: %s", refusals.code(error))
            return False
        return True

    def _drawn(self, card: Card, key: str, send: Send) -> Any:
        """As a card, or as plain words where Teams does not take the card."""
        try:
            return send(marked(render.activity(card, opens=self._opens), key))
        except Declined as error:
            if error.status not in NOT_TAKEN:
                raise
            log.error("Teams did not take a card. error=%s", refusals.code(error))
        return send(render.bare(card))


def _unheard(workspace: str, conversation: str) -> Place:
    if conversation.startswith("19:"):
        kind = GROUP_CHAT if conversation.endswith("@thread.v2") else CHANNEL
        return Place(tenant=workspace, conversation=without_thread(conversation), kind=kind)
    return Place(tenant=workspace, conversation=conversation, kind=PERSONAL)


__all__ = ["BARE", "NOT_HERE", "THREAD", "Opens", "Spot", "TeamsMessages"]
