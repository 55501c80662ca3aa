"""How a summary gets to people, channels and addresses of the company, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.actions import card_errands
from bot.actions.errand import AnyErrand, MailErrand, incident_of
from bot.actions.summary_card import LETTER, TELL, listeners, show
from bot.domain.letter import Letter
from bot.domain.outgoing import Outgoing
from bot.domain.wording import say
from bot.ports import Posted, Work
from bot.world import World


def tell(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Shown as any other card, to whoever may still hear it."""
    to = listeners(world, work, incident_of(work, row))
    errand = card_errands.show(world, work, row) if row.to in (*to.followers, *to.rooms) else None
    if errand is None:
        return None

    def record(world: World, work: Work, row: Outgoing, posted: Posted) -> None:
        errand.record(world, work, row, posted)
        _reached(world, work, row)

    return replace(errand, record=record)


def letter(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    summary, incident = work.summaries.get(int(row.data["summary"])), incident_of(work, row)
    if summary is None or row.to not in listeners(world, work, incident).letters:
        return None
    subject = say(
        "{severity} · {key} · {title} ({phase})",
        severity=incident.severity,
        key=incident.key,
        title=incident.title,
        phase=summary.phase,
    )
    one = Letter(to=row.to, subject=subject, text=summary.text, language=world.settings.language)

    def record(world: World, work: Work, row: Outgoing, _: object) -> None:
        _reached(world, work, row)

    return MailErrand(lambda mail: mail.send(one, key=row.key, doubtful=row.doubtful), record)


def _reached(world: World, work: Work, row: Outgoing) -> None:
    """What failed before and was tried again is well now."""
    summary = work.summaries.get(int(row.data["summary"]))
    if summary and row.to in summary.failed:
        _stands(world, work, row, "")


def record_failure(world: World, work: Work, row: Outgoing, why: str) -> None:
    if row.kind in (TELL, LETTER):
        _stands(world, work, row, why)


def _stands(world: World, work: Work, row: Outgoing, why: str) -> None:
    """Read again under a lock, so that two workers with two targets forget neither."""
    incident = work.incidents.lock(row.about)
    summary = work.summaries.get(int(row.data["summary"]))
    if incident and summary:
        others = {to: known for to, known in summary.failed.items() if to != row.to}
        work.summaries.save(replace(summary, failed=others | ({row.to: why} if why else {})))
        show(world, work, incident, summary, work.rooms.of(row.about))


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {TELL: tell, LETTER: letter}
