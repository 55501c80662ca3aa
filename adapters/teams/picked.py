"""People whom somebody chose from the directory, by the ids under which they speak to us.

The people picker knows the directory's ids, the connector its own; a role has to be held by the
one who will press the buttons.
"""

import re
from dataclasses import replace

from adapters.doors.payload import text_at
from adapters.teams import ids
from adapters.teams.connector import Connector
from adapters.teams.wish import Where, Wish
from bot.domain.form import Answer
from bot.errors import AdapterError

_DIRECTORY = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Picked:
    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def resolved(self, one: Wish) -> Wish:
        """The same wish; people it chose are named, and known by Teams' own ids as far as Teams tells."""
        if not one.fields:
            return one
        names: dict[str, str] = {}
        fields = {name: self._answer(one.where, answer, names) for name, answer in one.fields.items()}
        return replace(one, fields=fields, mentions={**one.mentions, **names}) if names else one

    def _answer(self, where: Where, answer: Answer, names: dict[str, str]) -> Answer:
        if not isinstance(answer, str) or not _DIRECTORY.fullmatch(ids.theirs(answer)):
            return answer
        try:
            found = self._connector.member(where.place, where.place.conversation, ids.theirs(answer))
        except AdapterError:
            return answer
        id = ids.ours(text_at(found, "id")) or answer
        names[id] = text_at(found, "name")
        return id
