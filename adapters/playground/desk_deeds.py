"""What people do at the sandbox desk: as the agent they are, or in a customer's place."""

from collections.abc import Callable, Mapping
from typing import Any

from adapters.playground import desk_rules as rules
from adapters.playground.desk import Desk
from adapters.playground.desk_nouns import PROMISES, SUBJECT_LIMIT, Customer, Filed
from adapters.playground.door import Who
from adapters.playground.guard import text_of
from bot.errors import BadInput

Sent = Mapping[str, Any]
Deed = Callable[[Desk, Who, dict[str, Any]], None]


def _write(desk: Desk, who: Who, sent: dict[str, Any]) -> None:
    at, text, key = desk.now(), _text(sent), _key(who)
    _change(desk, sent, lambda one: rules.written(one, text, at, key), key)


def _reply(desk: Desk, who: Who, sent: dict[str, Any]) -> None:
    """With `solve`, the ticket is over then; otherwise it waits for the customer."""
    at, text, key = desk.now(), _text(sent), _key(who)

    def replied(one: Filed) -> Filed:
        said = rules.replied(one, who.key, text, at, key, waits=True)
        return rules.solved(said, who.key, at) if sent.get("solve") is True else said

    _change(desk, sent, replied, key)


def _note(desk: Desk, who: Who, sent: dict[str, Any]) -> None:
    at, text, key = desk.now(), _text(sent), _key(who)
    _change(desk, sent, lambda one: rules.noted(one, who.key, text, at, key), key)


def _tag(desk: Desk, who: Who, sent: dict[str, Any]) -> None:
    at, tag, on = desk.now(), text_of(sent, "tag"), sent.get("on") is True
    _change(desk, sent, lambda one: rules.tagged(one, who.key, tag, at, on=on))


def _merge(desk: Desk, who: Who, sent: dict[str, Any]) -> None:
    at, into = desk.now(), text_of(sent, "into").strip().lstrip("#")
    with desk.book.lock:
        target = desk.book.get(into)
        if target.id == text_of(sent, "ticket") or target.merged_into:
            raise BadInput("Choose another ticket, which goes on itself.", field="into")
        merged = _change(desk, sent, lambda one: rules.merged(one, who.key, into, at))
        about = f"Ticket {merged.id} of {merged.customer.name} was merged into this one: {merged.subject}"
        desk.book.change(into, lambda one: rules.noted(one, who.key, about, at))


def _new(desk: Desk, who: Who, sent: dict[str, Any]) -> None:
    """A customer who is known by their address keeps their organisation, and what was promised to them."""
    email = text_of(sent, "email").strip()
    name, local = text_of(sent, "name").strip(), email.partition("@")[0]
    if not local or "@" not in email:
        raise BadInput("Say the customer's e-mail address.", field="email")
    customer = desk.customer(email) or Customer(
        name=name or local,
        email=email,
        organisation=text_of(sent, "organisation").strip(),
        tier=_tier(sent),
    )
    subject = text_of(sent, "subject", at_most=SUBJECT_LIMIT)
    desk.file(customer, subject, _text(sent), key=_key(who))


def _tier(sent: dict[str, Any]) -> str:
    tier = text_of(sent, "tier") or "standard"
    if tier not in (*PROMISES, "standard"):
        raise BadInput("There is no such tier.", field="tier")
    return tier


def _change(desk: Desk, sent: Sent, how: Callable[[Filed], Filed], key: str = "") -> Filed:
    return desk.book.change(text_of(dict(sent), "ticket"), how, key=key)


def _text(sent: dict[str, Any]) -> str:
    return text_of(sent, "text", at_most=rules.TEXT_LIMIT)


def _key(who: Who) -> str:
    return f"{who.key}:{who.wish}"


DEEDS: dict[str, Deed] = {
    "write": _write,
    "reply": _reply,
    "note": _note,
    "tag": _tag,
    "merge": _merge,
    "new": _new,
    "take": lambda desk, who, sent: _at(desk, who, sent, rules.taken),
    "solve": lambda desk, who, sent: _at(desk, who, sent, rules.solved),
    "reopen": lambda desk, who, sent: _at(desk, who, sent, rules.reopened),
    "silence": lambda desk, _, sent: desk.fall_silent(on=sent.get("on") is True),
    "delete": lambda desk, _, sent: _at(desk, _, sent, lambda one, __, at: rules.deleted(one, at)),
}


def _at(desk: Desk, who: Who, sent: Sent, how: Callable[[Filed, str, Any], Filed]) -> None:
    at = desk.now()
    _change(desk, sent, lambda one: how(one, who.key, at))
