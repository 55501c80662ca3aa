"""What is to be done about one clock now: sent, waited for, or given up. Running it again changes nothing."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from bot.domain.sla_clock import ClockState
from bot.domain.sla_ladder import Ladder
from bot.domain.sla_nag import Nag, People, Reached, Silence, reached, recipients
from bot.domain.sla_notice import Notice
from bot.domain.sla_quiet import Quiet


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A clock with whom and what it concerns. `quiet` tells it of each recipient."""

    about: str
    clock: ClockState
    ladder: Ladder
    zone: tzinfo
    people: People
    quiet: Callable[[str], Quiet]
    silence: Silence


@dataclass(frozen=True, slots=True)
class Decision:
    """`held` wait for their `allowed_at`; `superseded` are given up without a word. All are kept by key."""

    send: tuple[Nag, ...] = ()
    held: tuple[Nag, ...] = ()
    superseded: tuple[Nag, ...] = ()


_SECOND = timedelta(seconds=1)


class Verdict(StrEnum):
    SEND = "send"
    HOLD = "hold"
    SUPERSEDED = "superseded"


def settled(concern: Concern, notices: Iterable[Notice]) -> set[str]:
    """Keys of what is on its way or was heard; what was sent after a silence had ended need not come back."""
    found: set[str] = set()
    for one in notices:
        if not one.is_settled:
            continue
        found.add(one.key)
        again = _again(concern, one.nag)
        if again and (one.sent_at or one.recorded_at) >= again.at:
            found.add(again.key)
    return found


def decide(concern: Concern, known: Container[str]) -> Decision:
    """Each recipient hears of the highest level that was reached, once; `known` are keys that are settled."""
    send: list[Nag] = []
    held: list[Nag] = []
    superseded: list[Nag] = []
    for nags in _by_recipient(concern).values():
        *lower, top = nags
        superseded += [nag for nag in lower if nag.key not in known]
        if top.key in known:
            again = _again(concern, top)
            if again is None or again.key in known:
                continue
            top = again
        if concern.silence.is_acknowledged(concern.clock, top.rung):
            superseded.append(top)
        else:
            (held if top.allowed_at > concern.clock.now else send).append(top)
    return Decision(tuple(send), tuple(held), tuple(superseded))


def judge(nag: Nag, concern: Concern | None) -> Verdict:
    """Asked again at the moment of sending; None where there is no such clock any more."""
    if concern is None or nag.target != concern.clock.target.identity:
        return Verdict.SUPERSEDED
    reached_now = _by_recipient(concern).get(nag.recipient, [])
    reached_now += [again for one in reached_now if (again := _again(concern, one))]
    now = next((one for one in reached_now if one.key == nag.key), None)
    if now is None or concern.silence.is_acknowledged(concern.clock, nag.rung):
        return Verdict.SUPERSEDED
    return Verdict.HOLD if now.allowed_at > concern.clock.now else Verdict.SEND


def _by_recipient(concern: Concern) -> dict[str, list[Nag]]:
    """Everything that was reached, for whom it is, the lowest level first."""
    found: dict[str, list[Nag]] = {}
    for one in reached(concern.clock, concern.ladder, concern.zone):
        for recipient in recipients(one.rung.audience, concern.people):
            found.setdefault(recipient, []).append(_nag(concern, one, recipient))
    return found


def _again(concern: Concern, nag: Nag) -> Nag | None:
    """What was said before, once more when the time is over for which somebody wanted to be left alone."""
    clock = concern.clock
    until = concern.silence.ended_at(clock, nag.rung, nag.recipient)
    if until is None or until < nag.at:
        return None
    if clock.due and until >= clock.due and not clock.is_breached:
        # A second later it is late, and that is said anyway.
        return None
    threshold = f"{nag.threshold}:again:{until:%Y%m%dT%H%M%S}"
    return _nag(concern, Reached(nag.rung, until, threshold), nag.recipient)


def _nag(concern: Concern, one: Reached, recipient: str) -> Nag:
    clock = concern.clock
    return Nag(
        about=concern.about,
        metric=clock.metric,
        instance=clock.instance,
        target=clock.target.identity,
        rung=one.rung,
        threshold=one.threshold,
        recipient=recipient,
        at=one.at,
        allowed_at=_allowed_at(concern, one, recipient),
        due=clock.due,
    )


def _allowed_at(concern: Concern, one: Reached, recipient: str) -> datetime:
    """When it might have been said; what is late and in quiet hours waits for their end."""
    quiet, now = concern.quiet(recipient), concern.clock.now
    snoozed = concern.silence.snoozed_until(concern.clock, recipient)
    if snoozed and snoozed == concern.clock.due:
        # So that the breach alone is said, and no warning a second before it.
        snoozed += _SECOND
    earliest = quiet.allowed_at(max(one.at, snoozed) if snoozed else one.at)
    return earliest if earliest > now else max(earliest, _open_from(quiet, now))


def _open_from(quiet: Quiet, now: datetime) -> datetime:
    """Long ago when nothing is in the way now."""
    opens = quiet.allowed_at(now)
    return opens if opens > now else datetime.min.replace(tzinfo=UTC)
