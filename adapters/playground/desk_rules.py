"""What happens to a ticket of the sandbox desk; pure: a ticket goes in, and as it is afterwards comes out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from adapters.playground.desk_nouns import SAID_AT_MOST, By, Filed, Said
from bot.domain.ticket import Gone, TicketStatus
from bot.errors import BadInput, Conflict

TEXT_LIMIT = 8_000
TAG_LIMIT = 80
TAGS_AT_MOST = 40


def words(text: str) -> str:
    """Raises BadInput for what nobody could read."""
    if not text.strip():
        raise BadInput("Write something first.", field="text")
    if len(text) > TEXT_LIMIT:
        raise BadInput(f"That is too long; {TEXT_LIMIT} characters fit into one message.", field="text")
    return text.strip()


def labelled(new: Filed, id: str, tags: Sequence[str]) -> Filed:
    """A new ticket with its number and its tags, which nobody put there afterwards."""
    for tag in tags:
        _must_be_tag(tag)
    return replace(new, id=id, tags=tuple(dict.fromkeys(tag.casefold() for tag in tags)))


def written(one: Filed, text: str, at: datetime, key: str = "") -> Filed:
    """The customer writes again: what waited for them, or was over, is open."""
    _must_be_open(one)
    back = one.status not in (TicketStatus.NEW, TicketStatus.ON_HOLD)
    status = TicketStatus.OPEN if back else one.status
    return _moved(_with(one, By.CUSTOMER, one.customer.name, text, at, key), status, at)


def replied(one: Filed, who: str, text: str, at: datetime, key: str = "", *, waits: bool = False) -> Filed:
    """The customer gets these words; with `waits` it is their turn now, and whoever wrote goes on with it."""
    _must_be_open(one)
    said = _with(one, By.AGENT, who, text, at, key)
    said = replace(said, replied_at=one.replied_at or at, assignee=one.assignee or (who if waits else ""))
    if one.status.is_over:
        return said
    return _moved(said, TicketStatus.PENDING if waits else _begun(one.status), at)


def noted(one: Filed, who: str, text: str, at: datetime, key: str = "") -> Filed:
    return _with(one, By.NOTE, who, text, at, key)


def taken(one: Filed, who: str, at: datetime) -> Filed:
    _must_be_open(one)
    if one.assignee == who:
        return one
    status = one.status if one.status.is_over else _begun(one.status)
    return _moved(replace(_did(one, who, "took this ticket", at), assignee=who), status, at)


def solved(one: Filed, who: str, at: datetime) -> Filed:
    _must_be_open(one)
    if one.status.is_over:
        return one
    return _moved(_did(one, who, "solved this ticket", at), TicketStatus.SOLVED, at)


def reopened(one: Filed, who: str, at: datetime) -> Filed:
    _must_be_open(one)
    if not one.status.is_over:
        return one
    return _moved(_did(one, who, "opened this ticket again", at), TicketStatus.OPEN, at)


def tagged(one: Filed, who: str, tag: str, at: datetime, *, on: bool) -> Filed:
    """As it is already is fine; tags are kept in small letters, as desks do."""
    tag = tag.strip().casefold()
    _must_be_tag(tag)
    if (tag in one.tags) is on:
        return one
    if on and len(one.tags) >= TAGS_AT_MOST:
        raise Conflict("This ticket has as many tags as it can hold.")
    tags = (*one.tags, tag) if on else tuple(other for other in one.tags if other != tag)
    return replace(_did(one, who, f"{'added' if on else 'removed'} the tag {tag}", at), tags=tags)


def merged(one: Filed, who: str, into: str, at: datetime) -> Filed:
    """Another ticket goes on instead; this one is closed for good."""
    _must_be_open(one)
    done = _did(one, who, f"merged this ticket into {into}", at)
    return replace(_moved(done, TicketStatus.CLOSED, at), merged_into=into)


def deleted(one: Filed, at: datetime) -> Filed:
    return replace(one, gone=Gone.DELETED, updated_at=at)


def _must_be_tag(tag: str) -> None:
    if not tag or len(tag) > TAG_LIMIT or any(letter.isspace() for letter in tag):
        raise BadInput(f"A tag is one word of at most {TAG_LIMIT} characters.", field="tag")


def _must_be_open(one: Filed) -> None:
    if one.merged_into:
        raise Conflict(f"This ticket was merged into {one.merged_into}; write there.")
    if one.status is TicketStatus.CLOSED:
        raise Conflict("This ticket is closed for good.")


def _begun(status: TicketStatus) -> TicketStatus:
    return TicketStatus.OPEN if status is TicketStatus.NEW else status


def _moved(one: Filed, status: TicketStatus, at: datetime) -> Filed:
    """The time for a resolution stands still while it is the customer's turn.

    The last line says what the ticket became by it, unless it was full and there is none.
    """
    due, paused = one.resolution_due, one.paused_at
    if paused and status is not TicketStatus.PENDING:
        due, paused = due + (at - paused), None
    if status is TicketStatus.PENDING:
        paused = paused or at
    ended = (one.ended_at or at) if status.is_over else None
    if status is not one.status and one.said[-1].at == at:
        one = replace(one, said=(*one.said[:-1], replace(one.said[-1], status=status)))
    return replace(
        one, status=status, resolution_due=due, paused_at=paused, ended_at=ended, updated_at=at
    )  # fmt: skip


def _with(one: Filed, by: By, who: str, text: str, at: datetime, key: str) -> Filed:
    if len(one.said) >= SAID_AT_MOST:
        raise Conflict("This ticket is full; nothing can be written on it any more.")
    return replace(
        one, said=(*one.said, Said(by=by, who=who, text=words(text), at=at, key=key)), updated_at=at
    )  # fmt: skip


def _did(one: Filed, who: str, what: str, at: datetime) -> Filed:
    """Such a line is left out of a conversation that is full; what was done counts all the same."""
    line = () if len(one.said) >= SAID_AT_MOST else (Said(by=By.DESK, who=who, text=what, at=at),)
    return replace(one, said=(*one.said, *line), updated_at=at)
