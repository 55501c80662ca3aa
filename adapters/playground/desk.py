"""The sandbox desk: a system of tickets that needs no account, for demos, drills and tests."""

# ruff: noqa: ARG002  # A desk that forgets nothing has no use for `doubtful`, nor one with one place for `target`.

import logging
import re
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from urllib.parse import urlsplit

from adapters.playground import desk_rules as rules
from adapters.playground.desk_book import Book
from adapters.playground.desk_history import history
from adapters.playground.desk_knock import opened, signed
from adapters.playground.desk_nouns import (
    SUBJECT_LIMIT,
    SYSTEM,
    By,
    Customer,
    Filed,
    Promise,
    Said,
    promised,
)
from adapters.playground.desk_nouns import ticket as as_ticket
from adapters.playground.guard import LOOPBACK
from adapters.playground.people import BOT
from bot.domain.finding import Finding
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Draft, Hint, Knock, Priority, Query, Ticket
from bot.errors import AdapterError, BotError, NotFound, Refused, TicketGone, TryLater
from bot.ports import Clock

log = logging.getLogger(__name__)

Changed = Callable[[Hint], None]
ASK_AGAIN = 1.0
"""Seconds: whoever ends an outage wants to see at once what waited."""
_PATH = re.compile(r"/desk/(\d{1,15})")
_FRAGMENT = re.compile(r"desk/(\d{1,15})")


class Desk:
    """Implements `bot.ports.TicketSystem`. `address` is where the playground's page is found.

    `changed` is told of every change, the bot's own too, as a webhook would: a moment later, from
    a thread of its own, in order. `on_shown` and `on_silence` are told with the lock held, for pages
    that watch. While it is `silent` the bot gets no answer; people and webhooks go on.
    """

    name = SYSTEM

    def __init__(
        self,
        clock: Clock,
        changed: Changed = lambda _: None,
        *,
        address: str = "",
        secret: str = "",
        lock: "threading.RLock | None" = None,
    ) -> None:
        self.on_shown: Callable[[Filed], None] = lambda _: None
        self.on_silence: Callable[[bool], None] = lambda _: None
        self.silent = False
        self.book = Book(lock)
        self.book.on_change = self._tell
        self._clock = clock
        self._changed = changed
        self._address = address.rstrip("/")
        self._secret = secret or secrets.token_urlsafe(24)
        self._webhooks = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sandbox-webhooks")

    # What the bot asks

    def fetch(self, id: str) -> Ticket:
        with self._asked():
            return self._shown(self.book.get(id))

    def history(self, id: str) -> History:
        """All of it, but for what became of the status of a ticket that is full."""
        with self._asked():
            return history(self.book.get(id))

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        """Those that hold most of the words first, then the newest."""
        wanted = set(_words(query.text))
        with self._asked():
            found = [(len(wanted & _words_of(one)), one) for one in self.book.all() if _fits(one, query)]
        best = sorted((pair for pair in found if pair[0] or not wanted), key=lambda pair: -pair[0])
        return [self._shown(one) for _, one in best[:limit]]

    def changed(self, cursor: str, *, limit: int) -> Changes:
        """A cursor of an earlier run stands for the beginning of this one."""
        with self._asked():
            if not cursor:
                return Changes((), self._cursor(self.book.number))
            run, _, number = cursor.partition(".")
            known = int(number[:15]) if run == self.book.run and number.isdecimal() else 0
            found = self.book.since(known)
        now = found[:limit]
        last = now[-1].number if now else known
        return Changes(tuple(map(self._shown, now)), self._cursor(last), more=len(found) > len(now))

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        name = draft.requester_name or draft.requester_email.partition("@")[0] or "Caseline"
        with self._asked():
            made = self.file(
                self.customer(draft.requester_email) or Customer(name=name, email=draft.requester_email),
                draft.subject, draft.text, priority=draft.priority, tags=draft.tags, key=key, opener=BOT,
            )  # fmt: skip
        return self._shown(made)

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        at = self._clock.now()
        with self._asked():
            self.book.change(id, lambda one: rules.noted(one, BOT, text, at, key), key=key)

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        at = self._clock.now()
        with self._asked():
            self.book.change(id, lambda one: rules.replied(one, BOT, text, at, key), key=key)

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        at = self._clock.now()
        with self._asked():
            self.book.change(id, lambda one: rules.tagged(one, BOT, tag, at, on=on))

    def ref_in(self, address: str) -> str:
        """Also of the address that the browser shows, `<address>/?as=ana#desk/48211`."""
        try:
            parts = urlsplit(address.strip())
            port = parts.port
        except ValueError:
            return ""
        found = _PATH.fullmatch(parts.path) or (
            parts.path in {"", "/"} and _FRAGMENT.fullmatch(parts.fragment)
        )
        return found[1] if found and self._is_here(parts.scheme, parts.hostname or "", port) else ""

    def hints(self, knock: Knock) -> Sequence[Hint]:
        return [opened(knock, self._secret, self._clock.now())]

    def check(self) -> Iterator[Finding]:
        yield Finding(SYSTEM, f"the built-in desk holds {len(self.book.all())} tickets, in memory alone")

    def close(self) -> None:
        """Waits until everybody was told what changed before."""
        self._webhooks.shutdown()

    # What people and scenarios do

    def file(  # noqa: PLR0913  # What a ticket begins with.
        self,
        customer: Customer,
        subject: str,
        text: str,
        *,
        id: str = "",
        at: datetime | None = None,
        priority: Priority = Priority.NONE,
        tags: Sequence[str] = (),
        promise: Promise | None = None,
        key: str = "",
        opener: str = "",
    ) -> Filed:
        """A customer's new ticket; what is due, and when, goes by their tier unless it is said."""
        now = at or self._clock.now()
        due = promise or promised(customer.tier)
        first = Said(by=By.CUSTOMER, who=customer.name, text=rules.words(text or subject), at=now)
        new = Filed(
            id="", subject=rules.words(subject)[:SUBJECT_LIMIT], customer=customer, said=(first,),
            created_at=now, updated_at=now, key=key, opener=opener, priority=priority or Priority.NORMAL,
            first_reply_due=now + due.first_reply, resolution_due=now + due.resolution,
        )  # fmt: skip
        return self.book.open(lambda free: rules.labelled(new, free, tags), id=id, key=key)

    def knock(self, hint: Hint) -> Knock:
        """The webhook that the desk would send about this change."""
        return signed(hint, self._secret, self._clock.now())

    def customer(self, email: str) -> Customer | None:
        """Who wrote from this address before."""
        wanted = email.casefold()
        known = (one.customer for one in self.book.all())
        return next((one for one in known if wanted and one.email.casefold() == wanted), None)

    def now(self) -> datetime:
        return self._clock.now()

    def url(self, id: str) -> str:
        return f"{self._address}/desk/{id}"

    def fall_silent(self, *, on: bool) -> None:
        """An outage of the desk, to be tried out."""
        with self.book.lock:
            if self.silent is not on:
                self.silent = on
                self.on_silence(on)

    # Small steps

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """In the words of a desk that somebody else runs."""
        if self.silent:
            raise TryLater("The sandbox does not answer.", after=ASK_AGAIN)
        try:
            yield
        except NotFound as error:
            raise TicketGone("The sandbox has no such ticket any more.") from error
        except BotError as error:
            raise Refused(str(error)) from error

    def _shown(self, one: Filed) -> Ticket:
        return as_ticket(one, self.url(one.id), self._clock.now())

    def _cursor(self, number: int) -> str:
        return f"{self.book.run}.{number}"

    def _is_here(self, scheme: str, host: str, port: int | None) -> bool:
        """Every name of this machine is as good as another; without an address of our own, any port is."""
        if not host:
            return not scheme
        own = urlsplit(self._address)
        local = own.hostname is None or own.hostname in LOOPBACK
        same_host = host == own.hostname or (local and host in LOOPBACK)
        return scheme in {"http", "https"} and same_host and (not own.hostname or port == own.port)

    def _tell(self, one: Filed) -> None:
        self.on_shown(one)
        hint = Hint(event=f"{self.book.run}-{one.number}", ticket=one.id)
        with suppress(RuntimeError):  # The process is stopping; nobody is told any more.
            self._webhooks.submit(self._send, hint)

    def _send(self, hint: Hint) -> None:
        try:
            self._changed(hint)
        except (BotError, AdapterError) as error:
            log.warning(
                "A change at the sandbox desk was not taken: %s", error, extra={"ticket": hint.ticket}
            )
        except Exception:
            log.exception("A change at the sandbox desk was not taken.", extra={"ticket": hint.ticket})


def _fits(one: Filed, query: Query) -> bool:
    email, tag = query.requester_email.casefold(), query.tag.casefold()
    return (
        (not email or one.customer.email.casefold() == email)
        and (not tag or tag in one.tags)
        and not (query.open_only and one.status.is_over)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _words_of(one: Filed) -> set[str]:
    return {*_words(one.subject), *_words(one.said[0].text)}
