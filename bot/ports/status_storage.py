"""What is kept of status updates, of the facts they are made of, and of who was told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.cause_request import CauseRequest
from bot.domain.follower import Follower
from bot.domain.ledger import Customer, Group, Ledger
from bot.domain.personal_word import PersonalWord, WordState
from bot.domain.rehearsal import Rehearsal
from bot.domain.status_update import Audience, StatusFacts, StatusUpdate, Telling, Told
from bot.domain.ticket import Ref


class StatusUpdates(Protocol):
    def add(self, update: StatusUpdate) -> StatusUpdate | None:
        """With its id and its number; None where the incident has one in hand already."""
        ...

    def get(self, id: int) -> StatusUpdate | None: ...

    def in_hand(self, incident: str) -> StatusUpdate | None: ...

    def latest(self, incident: str) -> StatusUpdate | None:
        """The one that was published last and not retracted."""
        ...

    def of(self, incident: str) -> list[StatusUpdate]:
        """In the order in which they were drafted, without those that were discarded."""
        ...

    def save(self, update: StatusUpdate) -> None: ...

    def published_since(self, at: datetime, *, limit: int) -> list[StatusUpdate]:
        """Of all incidents, the newest first; those that were retracted later, too."""
        ...

    def facts(self, incident: str) -> StatusFacts: ...

    def put_facts(self, facts: StatusFacts) -> None: ...


class Ledgers(Protocol):
    """Who was told of a status update, by customer."""

    def of(self, incident: str, update: StatusUpdate | None) -> Ledger:
        """Of those with linked tickets; without an update nobody was told."""
        ...

    def listed(
        self, incident: str, update: StatusUpdate | None, group: Group, *, tiers: Sequence[str], limit: int
    ) -> list[Customer]:
        """Those of the first of these tiers first."""
        ...

    def left_out(self, incident: str, update: StatusUpdate, *, limit: int) -> list[Ref]:
        """Linked tickets that were left out of it, not by anybody's decision, and stand again."""
        ...


class CauseRequests(Protocol):
    def get(self, incident: str, ref: Ref) -> CauseRequest | None: ...

    def put(self, request: CauseRequest) -> None:
        """Instead of what was known of this ticket."""
        ...

    def are_any(self, incident: str) -> bool: ...


class Followers(Protocol):
    def add(self, follower: Follower) -> bool:
        """False where they follow it already."""
        ...

    def remove(self, incident: str, people: tuple[str, ...]) -> bool:
        """Whether one of these ids did."""
        ...

    def of(self, incident: str) -> list[Follower]:
        """In the order in which they came."""
        ...


class Tellings(Protocol):
    def add_all(self, some: Sequence[Told]) -> None:
        """Those that are not there yet."""
        ...

    def get(self, update: int, audience: Audience, target: str) -> Told | None: ...

    def save(self, told: Told) -> None: ...

    def count(self, update: int) -> Mapping[tuple[Audience, Telling], int]:
        """How many stand how, of every audience that has any."""
        ...

    def held(self, audience: Audience, targets: Iterable[str]) -> list[Told]:
        """Those of these targets that wait for a personal word, of whatever status update."""
        ...

    def forget(self, some: Iterable[Told]) -> None:
        """Whoever waited, and is nobody's business any more: as if they had never been meant."""
        ...

    def of_word(self, word: int) -> list[Told]:
        """Whom this personal word is for, by audience and target."""
        ...

    def standing(self, update: int, state: Telling, *, limit: int) -> list[Told]:
        """By target; subscribers, whom nobody names, are not among them."""
        ...

    def known(self, update: int, audience: Audience, targets: Sequence[str]) -> list[Told]:
        """How these stand, as far as they are known."""
        ...

    def behind(
        self, update: int, audience: Audience, target: str, *, states: Sequence[Telling], limit: int
    ) -> list[Told]:
        """Those of an audience that stand so and come after this one, by target."""
        ...

    def save_all(self, some: Sequence[Told]) -> None:
        """As `save`, many at once."""
        ...


class Rehearsals(Protocol):
    def add(self, rehearsal: Rehearsal) -> None: ...

    def of(self, incident: str, at: datetime) -> Rehearsal | None:
        """The one of this incident, else the newest that is of none and had begun by then."""
        ...


class PersonalWords(Protocol):
    """Whoever writes has locked the incident."""

    def hold(self, word: PersonalWord) -> PersonalWord:
        """The one that is open already for this customer and status update, else this one with its id."""
        ...

    def get(self, id: int) -> PersonalWord | None: ...

    def save(self, word: PersonalWord) -> None: ...

    def of(self, update: int, *, limit: int, offset: int = 0) -> list[PersonalWord]:
        """Open ones first, each group in the order in which they were held."""
        ...

    def count(self, update: int) -> Mapping[WordState, int]: ...
