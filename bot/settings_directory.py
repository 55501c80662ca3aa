"""Who is who by the settings, found without looking through everybody."""

from collections.abc import Mapping

from bot.settings_people import Identity


class Directory:
    """Made of `people` once; where two have the same name somewhere, the first one counts."""

    __slots__ = ("_by_id", "_by_kind", "people")

    def __init__(self, people: Mapping[str, Identity]) -> None:
        self.people = people
        self._by_id: dict[str, str] = {}
        self._by_kind: dict[tuple[str, str], str] = {}
        for name, one in people.items():
            for id in one.ids:
                self._by_id.setdefault(id, name)
            for kind, known_as in (*one.identities(), *one.desks()):
                self._by_kind.setdefault((kind, known_as.casefold()), name)

    def known_as(self, person: str) -> str:
        """The key of who has this person id, or an empty string."""
        return self._by_id.get(person, "")

    def called(self, kind: str, known_as: str) -> str:
        """The key of who is called so in this chat or desk, or has this address (`email`); or empty."""
        return self._by_kind.get((kind, known_as.casefold()), "") if known_as else ""
