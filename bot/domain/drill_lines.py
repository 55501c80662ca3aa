"""The report of a drill in whole sentences, for cards and terminals alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.drill_report import DrillReport, Gap
from bot.domain.review import Review
from bot.domain.wording import say

LISTED = 6
"""Gaps that are told one by one."""


@dataclass(frozen=True, slots=True)
class Row:
    """`is_good` is None where nothing is to be judged."""

    name: str
    says: str
    is_good: bool | None = None


def rows(review: Review) -> Sequence[Row]:
    """What customers had to wait for, one after the other."""
    ours = review.ours
    found = [_first(ours)]
    if ours.scope_within is not None:
        found.append(_scope(ours))
    early = [one for one in ours.gaps if not one.is_long]
    later = [one for one in ours.gaps if one.is_long]
    found.append(_gaps(say("Between words"), early))
    if later:
        found.append(_gaps(say("Between words, after two hours"), later))
    found.append(_last(ours))
    if review.told or review.not_told:
        share = {"told": str(review.told), "all": str(review.told + review.not_told)}
        says = say("{told} of {all} customers were told the latest word", **share)
        found.append(Row(say("Customers"), says, review.not_told == 0))
    found.append(Row(say("In time"), f"{ours.percent} %", None))
    return found


def late(report: DrillReport) -> Iterator[str]:
    """The gaps that were too long, each in a sentence; the longest first, if there are many."""
    for one in sorted(report.late, key=lambda gap: gap.allowed - gap.lasted)[:LISTED]:
        told = {"lasted": minutes(one.lasted), "from_": str(int(one.minute)), "allowed": minutes(one.allowed)}
        if one.was_announced:
            yield say("{lasted} of silence from minute {from_} on; {allowed} were announced", **told)
        else:
            yield say("{lasted} of silence from minute {from_} on; {allowed} are allowed", **told)
    if (more := len(report.late) - LISTED) > 0:
        yield say("{count} more were too long.", count=str(more))


def compared(review: Review) -> str:
    """What the vendor itself did in public; nothing where no history is played."""
    theirs = review.theirs
    if theirs is None:
        return ""
    return say(
        "In public {vendor} wrote {words} times; its longest silence lasted {longest}, and {late} of {gaps} "
        "were too long by this table. Yours: {our_words} times, {our_longest}, {our_late} of {our_gaps}.",
        vendor=review.vendor,
        words=str(theirs.words),
        longest=minutes(theirs.longest),
        late=str(len(theirs.late)),
        gaps=str(len(theirs.gaps)),
        our_words=str(review.ours.words),
        our_longest=minutes(review.ours.longest),
        our_late=str(len(review.ours.late)),
        our_gaps=str(len(review.ours.gaps)),
    )


def minutes(count: float) -> str:
    """Seconds are not worth a word, unless they made it late: what is over a whole minute is rounded up."""
    return say("{count} min", count=str(-int(-count // 1)))


def _first(ours: DrillReport) -> Row:
    within = minutes(ours.first_within)
    if ours.first is None:
        says = say("none in {waited}; within {within} is asked", waited=minutes(ours.lasted), within=within)
        return Row(say("First word"), says, False if ours.is_first_late else None)
    says = say("after {first}; within {within} is asked", first=minutes(ours.first), within=within)
    return Row(say("First word"), says, not ours.is_first_late)


def _scope(ours: DrillReport) -> Row:
    name, within = say("What is affected"), minutes(ours.scope_within or 0)
    if ours.scope is None:
        return Row(name, say("never said"), False if ours.over or ours.first is not None else None)
    says = say(
        "said {after} after the first word; within {within} is asked",
        after=minutes(ours.scope),
        within=within,
    )
    return Row(name, says, ours.scope <= (ours.scope_within or 0))


def _gaps(name: str, gaps: Sequence[Gap]) -> Row:
    if not gaps:
        return Row(name, say("nothing to tell yet"))
    kept = sum(not one.is_late for one in gaps)
    longest = minutes(max(one.lasted for one in gaps))
    says = say(
        "{kept} of {all} in time, the longest {longest}", kept=str(kept), all=str(len(gaps)), longest=longest
    )
    return Row(name, says, kept == len(gaps))


def _last(ours: DrillReport) -> Row:
    name = say("Last word")
    if not ours.over:
        return Row(name, say("not over yet"))
    if ours.last is None:
        return Row(name, say("customers were not told that it is over"), False)
    return Row(name, say("{after} after the end", after=minutes(ours.last)), True)
