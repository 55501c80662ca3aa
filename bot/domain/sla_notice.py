"""What is kept of nags and of what people asked for, so that none is sent twice and none is forgotten."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.sla_ladder import Point, Rung
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import Nag, Silence
from bot.domain.sla_target import Identity


class NoticeState(StrEnum):
    """HELD waits for its hour; QUEUED was handed to the outbox; FAILED could not be delivered for good.

    SUPERSEDED was given up without a word, and is decided upon again if it becomes right again:
    what nobody heard must not be lost because a clock was paused when it was to be sent.
    """

    HELD = "held"
    QUEUED = "queued"
    SENT = "sent"
    SUPERSEDED = "superseded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One nag as it is kept; `slot` is the card on which it stands, alone or with others."""

    key: str
    about: str
    metric: Metric
    instance: int
    seconds: int
    calendar: str
    level: int
    point: Point
    amount: int
    threshold: str
    recipient: str
    at: datetime
    allowed_at: datetime
    due: datetime | None
    state: NoticeState
    recorded_at: datetime
    slot: str = ""
    sent_at: datetime | None = None

    @property
    def nag(self) -> Nag:
        return Nag(
            about=self.about,
            metric=self.metric,
            instance=self.instance,
            target=Identity(self.metric, self.seconds, self.calendar),
            rung=Rung(level=self.level, point=self.point, amount=self.amount),
            threshold=self.threshold,
            recipient=self.recipient,
            at=self.at,
            allowed_at=self.allowed_at,
            due=self.due,
        )

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to be decided about it: it is on its way, was heard, or cannot be."""
        return self.state in (NoticeState.QUEUED, NoticeState.SENT, NoticeState.FAILED)


def notice(nag: Nag, state: NoticeState, now: datetime, slot: str = "") -> Notice:
    return Notice(
        key=nag.key,
        about=nag.about,
        metric=nag.metric,
        instance=nag.instance,
        seconds=nag.target.seconds,
        calendar=nag.target.calendar,
        level=nag.rung.level,
        point=nag.rung.point,
        amount=nag.rung.amount,
        threshold=nag.threshold,
        recipient=nag.recipient,
        at=nag.at,
        allowed_at=nag.allowed_at,
        due=nag.due,
        state=state,
        recorded_at=now,
        slot=slot,
    )


class Wish(StrEnum):
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hush:
    """What somebody asked for about one clock.

    ACKNOWLEDGED silences `level` for everybody, until `until`, when it is said once more, or for good.
    SNOOZED silences every level for `recipient`, until `until`, and has the level -1.
    """

    about: str
    metric: Metric
    instance: int
    wish: Wish
    level: int
    recipient: str
    by: str
    at: datetime
    until: datetime | None = None


def silence(hushes: list[Hush], now: datetime) -> Silence:
    """What holds of them now."""
    return Silence(
        acknowledged=frozenset(
            (one.metric, one.instance, one.level)
            for one in hushes
            if one.wish is Wish.ACKNOWLEDGED and (one.until is None or one.until > now)
        ),
        snoozed={
            (one.metric, one.instance, one.recipient): one.until
            for one in hushes
            if one.wish is Wish.SNOOZED and one.until
        },
        ended={
            (one.metric, one.instance, one.level): one.until
            for one in hushes
            if one.wish is Wish.ACKNOWLEDGED and one.until and one.until <= now
        },
    )
