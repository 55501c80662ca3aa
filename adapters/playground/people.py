"""The people one can be in the playground."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.person import Person

CHAT = "playground"
BOT = "caseline"


@dataclass(frozen=True, slots=True)
class Character:
    """`key` is the short name in addresses (`/?as=ana`); `hat` says what the person does."""

    key: str
    name: str
    hat: str

    @property
    def id(self) -> str:
        return f"{CHAT}:{self.key}"

    @property
    def email(self) -> str:
        return address(self.key)

    def person(self, zone: str = "") -> Person:
        """As the bot knows people; `zone` is the zone of the browser that speaks."""
        return Person(id=self.id, name=self.name, email=self.email, zone=zone)


def address(key: str) -> str:
    """Where mail reaches this person, or an empty string for nobody."""
    return f"{key}@acme.test" if key else ""


CAST: tuple[Character, ...] = (
    Character("ana", "Ana", "support agent"),
    Character("leo", "Leo", "senior agent"),
    Character("eve", "Eve", "engineer on call"),
    Character("mia", "Mia", "support lead"),
    Character("otto", "Otto", "operator"),
)


def by_key(people: Sequence[Character]) -> Mapping[str, Character]:
    """In the same order; a key that is no plain short word is refused at once."""
    for one in people:
        if not one.key.isascii() or not one.key.isalnum() or one.key == BOT:
            raise ValueError(f"{one.key!r} cannot be a person of the playground")
    return {one.key: one for one in people}
