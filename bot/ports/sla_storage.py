"""What is kept of promises: what happened, clocks, nags, wishes for silence, breaches, editions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.sla_edition import Edition
from bot.domain.sla_notice import Hush, Notice, NoticeState
from bot.domain.sla_plan import Plan, Planned
from bot.domain.sla_tracked import Missed, Name, Tracked
from bot.domain.sla_update import Update


class Updates(Protocol):
    """What happened to tickets and incidents, by what they are called: `zendesk:123`, `INC-1`."""

    def add(self, about: str, updates: Sequence[Update]) -> int:
        """Those that are not known yet, by source and id; how many that were."""
        ...

    def of(self, about: str) -> list[Update]: ...

    def of_several(self, abouts: Iterable[str]) -> dict[str, list[Update]]:
        """Nothing stands here for what nobody knows anything about."""
        ...

    def forget(self, abouts: Iterable[str]) -> None: ...


class Clocks(Protocol):
    """A plan is kept until its clock is kept anew, without one where none is given."""

    def put(self, about: str, clocks: Sequence[Tracked], plans: Mapping[Name, Plan] = ...) -> None:
        """These are all of it; what was kept of others is taken away."""
        ...

    def of(self, about: str) -> list[Tracked]: ...

    def of_several(self, abouts: Iterable[str]) -> list[Tracked]: ...

    def lock(self, about: str) -> list[Tracked]:
        """As `of`, and nobody else changes them until this unit of work ends."""
        ...

    def is_any_due(self, now: datetime) -> bool:
        """Whether there is anything to be looked at."""
        ...

    def take_due(self, now: datetime, *, limit: int) -> list[Tracked]:
        """Those to be looked at, the earliest first, locked; not those that somebody else has locked."""
        ...

    def save(self, clocks: Sequence[Tracked], plans: Mapping[Name, Plan] = ...) -> None:
        """Those that were taken, as they are now."""
        ...

    def look_at(self, about: str, at: datetime) -> None:
        """Every open clock of this is looked at then, or earlier, and what was planned is forgotten."""
        ...

    def unplan(self, about: str) -> None:
        """What was planned of it counts no more; they are to be locked before."""
        ...

    def bring_forward(self, at: datetime, *, limit: int) -> int:
        """So many of those that are looked at later are looked at then; how many that were."""
        ...

    def due(self, *, limit: int) -> list[Tracked]:
        """Open ones; the first due first, those without a due last."""
        ...

    def earliest(self) -> datetime | None:
        """When one has to be looked at next, None while none ever has to; long ago if nobody does it."""
        ...

    def forget(self, abouts: Iterable[str]) -> None: ...


class Plans(Protocol):
    """Nags that were planned, and are handed out without a look."""

    def take(self, now: datetime, made_of: str, *, limit: int) -> list[Planned]:
        """Of so many clocks that are due and whose plan holds, the earliest first, locked as by `take_due`.

        A plan holds until its end, while it is made of the same, its ticket stands as it did, and the
        same people have its assignee's address.
        """
        ...

    def hand_out(
        self, planned: Sequence[Planned], slots: Mapping[str, str], now: datetime, *, kind: str
    ) -> None:
        """All of what was taken: notices, rows of the outbox, and clocks as they are looked at next.

        `slots` tells on which card stands what is for a recipient who gets all of it on one card; its row
        is added by whoever asks. What is for others gets a card and a row of this kind of its own.
        """
        ...


class Notices(Protocol):
    def add(self, notices: Sequence[Notice]) -> None:
        """One that is there by its key and was held or given up becomes what this one is; others stay."""
        ...

    def of_several(self, abouts: Iterable[str]) -> dict[str, list[Notice]]: ...

    def on(self, slots: Iterable[str]) -> dict[str, list[Notice]]:
        """Those that stand on each of these cards, by due; where none does, nothing stands here."""
        ...

    def settle(self, keys: Sequence[str], state: NoticeState, at: datetime) -> None:
        """`at` is when they were sent, or given up."""
        ...

    def fail(self, keys: Sequence[str], at: datetime) -> None:
        """They were to go out and cannot be delivered, as is known since `at`."""
        ...

    def hold(self, keys: Sequence[str]) -> None:
        """They were to go out and may not yet; they are decided upon again."""
        ...

    def lately(self, recipients: Iterable[str], since: datetime) -> dict[str, list[datetime]]:
        """When something was handed out to each of them."""
        ...

    def forget(self, abouts: Iterable[str]) -> None: ...


class Hushes(Protocol):
    def put(self, hush: Hush) -> None:
        """Instead of what was asked for before, about the same."""
        ...

    def of_several(self, abouts: Iterable[str]) -> dict[str, list[Hush]]: ...

    def forget(self, abouts: Iterable[str]) -> None: ...


class Breaches(Protocol):
    def put(self, missed: Mapping[str, Sequence[Missed]]) -> list[Missed]:
        """Of each ticket or incident that is named, these are all; those that were not known come back.

        A reason that somebody gave stays; what turned out not to have been missed is taken away.
        """
        ...

    def of(self, about: str) -> list[Missed]:
        """By their instants."""
        ...

    def of_several(self, abouts: Iterable[str]) -> list[Missed]:
        """Of all of these at once; those of each in the order of `of`."""
        ...

    def explain(self, missed: Missed) -> None:
        """Its reason, from whom, and when."""
        ...

    def forget_words(self, abouts: Iterable[str]) -> None:
        """What was missed stays, and the reason that was chosen; not what people wrote, nor who they were."""
        ...


class Editions(Protocol):
    def newest(self) -> int:
        """Number of the newest one, 0 while there is none."""
        ...

    def all(self) -> list[Edition]:
        """In the order in which they count."""
        ...

    def turn(self) -> None:
        """From here on this unit of work alone adds editions."""
        ...

    def add(self, edition: Edition) -> None: ...
