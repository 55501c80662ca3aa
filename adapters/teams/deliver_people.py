"""People of Teams: who they are, and bringing them into a war room."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from adapters.doors.payload import text_at
from adapters.http import Declined
from adapters.teams import graph as graphs
from adapters.teams import ids, refusals, render
from adapters.teams.connector import Connector
from adapters.teams.deliver_messages import NOT_HERE, Spot, TeamsMessages
from adapters.teams.graph import Graph, Lacking
from adapters.teams.places import GROUP_CHAT, Places
from bot.domain.card import Card, Mention, Paragraph, Span
from bot.domain.person import Person
from bot.domain.wording import say
from bot.errors import AdapterError

log = logging.getLogger(__name__)

NOT_IN_TEAM = "They are not in that team; its owner can add them."
NOT_ADDED = "They could not be added to the chat ({error}); somebody in it can do that."
UNKNOWN = "The directory does not know them."
GUESTS = frozenset({"guest", "anonymous"})


class TeamsPeople:
    def __init__(
        self, places: Places, connector: Connector, graph: Graph | None, messages: TeamsMessages
    ) -> None:
        self._places = places
        self._connector = connector
        self._graph = graph
        self._messages = messages

    # --- who -------------------------------------------------------------------------------

    def profile(self, workspace: str, person: str, now: datetime) -> Person | None:
        """Asked for where we met them; None when Teams does not know or does not answer."""
        try:
            found = self._member(person)
        except AdapterError as error:
            log.info("Teams did not tell who somebody is: %s", error)
            return None
        return person_of(found, person, workspace, now) if found else None

    def object_id(self, person: str) -> str:
        """What the directory calls them; empty when it cannot be found out."""
        known, user = self._places.of(person), ids.person(person)
        if not user or ":" not in user:
            return user
        if known and known.object_id:
            return known.object_id
        try:
            found = text_at(self._member(person), "aadObjectId")
        except Declined:
            return ""
        if found and known:
            self._places.put(person, replace(known, object_id=found))
        return found

    def _member(self, person: str) -> Mapping[str, Any]:
        place = self._places.of(person)
        where = (place.seen_in or place.conversation) if place else ""
        if place is None or not where:
            return {}
        return self._connector.member(place, where, ids.person(person))

    # --- into a war room -------------------------------------------------------------------

    def invite(self, workspace: str, room: str, people: Sequence[str]) -> dict[str, str]:
        """Who could not be brought there, and why."""
        left_out = {person: say(NOT_HERE) for person in people if not ids.person(person)}
        known = [person for person in people if person not in left_out]
        spot = self._messages.room(workspace, room)
        with self._messages.speaking(room):
            if spot.place.kind == GROUP_CHAT:
                return left_out | self._add(spot, known)
            return left_out | self._call(spot, known)

    def _add(self, spot: Spot, people: Sequence[str]) -> dict[str, str]:
        asked = {person: self._why_not(spot, person) for person in people}
        return {person: why for person, why in asked.items() if why}

    def _why_not(self, spot: Spot, person: str) -> str:
        """Somebody who is there already is fine."""
        try:
            self._connector.member(spot.place, spot.conversation, ids.person(person))
        except Declined as error:
            if error.status not in (400, 404):
                raise
        else:
            return ""
        id = self.object_id(person)
        if not id or self._graph is None:
            return say(UNKNOWN) if self._graph else say(NOT_ADDED, error=say("Microsoft Graph is not set up"))
        try:
            self._graph.add_to_chat(spot.conversation, id)
        except Lacking as error:
            return str(error)
        except Declined as error:
            return say(NOT_ADDED, error=graphs.why(error))
        return ""

    def _call(self, spot: Spot, people: Sequence[str]) -> dict[str, str]:
        """Everybody in the team may read a channel; who takes part is mentioned there once, to find it."""
        there: dict[str, Mapping[str, Any]] = {}
        called = self._places.called(spot.room)
        for person in people:
            if person in called:
                continue
            try:
                there[person] = self._connector.member(
                    spot.place, spot.place.conversation, ids.person(person)
                )
            except Declined as error:
                if error.status != 404 or refusals.code(error) in refusals.OUTSIDE:
                    raise
        if there:
            self._messages.say(spot, render.activity(taking_part(there)))
            self._places.call(spot.room, there)
        return {one: say(NOT_IN_TEAM) for one in people if one not in there and one not in called}


def taking_part(members: Mapping[str, Mapping[str, Any]]) -> Card:
    """Notifies these people."""
    line: list[Span] = []
    for id, member in members.items():
        line += [*((", ",) if line else ()), Mention(id, text_at(member, "name") or "?")]
    return Card(say("Taking part"), (Paragraph(tuple(line)),))


def person_of(member: Mapping[str, Any], id: str, workspace: str, now: datetime) -> Person:
    return Person(
        id=id,
        name=text_at(member, "name") or text_at(member, "givenName") or ids.theirs(id),
        workspace=text_at(member, "tenantId") or workspace,
        email=text_at(member, "email") or text_at(member, "userPrincipalName"),
        guest=text_at(member, "userRole") in GUESTS,
        checked_at=now,
    )
