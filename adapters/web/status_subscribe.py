"""`/status/subscribe`: customers ask for letters, confirm it, change what they get, and leave.

A GET changes nothing: mail programs open links by themselves. A POST needs no cookie and no script, so that
one press in a mail program is enough to leave (RFC 8058). The form itself is one of the status page's pages.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from adapters.web import status_accepts as accepts
from adapters.web.form_body import form_body
from adapters.web.status_headers import GUARDS, HTML, policy
from bot.actions import subscriber
from bot.domain.subscriber import Fault, Subscriber, accepted
from bot.errors import Unavailable
from bot.world import World

log = logging.getLogger(__name__)

HERE = "/status/subscribe"
LONGEST = 320
"""Characters of what is typed for an address that are shown again."""

Fields = Mapping[str, list[str]]
T = TypeVar("T")


class Pen(Protocol):
    """Draws the pages; `adapters.statuspage.own_subscribe.SubscribePages` is one."""

    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def components(self) -> Sequence[str]: ...
    def form(
        self,
        language: str,
        *,
        written: str = "",
        chosen: Sequence[str] = (),
        fault: Fault | None = None,
    ) -> bytes: ...
    def sent(self, language: str) -> bytes: ...
    def busy(self, language: str) -> bytes: ...
    def down(self, language: str, *, unsure: bool) -> bytes: ...
    def invalid(self, language: str) -> bytes: ...
    def left(self, language: str) -> bytes: ...
    def confirm(self, language: str, path: str, one: Subscriber) -> bytes: ...
    def confirmed(self, language: str, manage: str, one: Subscriber) -> bytes: ...
    def manage(
        self,
        language: str,
        path: str,
        one: Subscriber,
        *,
        leave: str,
        saved: bool = False,
        fault: Fault | None = None,
    ) -> bytes: ...
    def leave(self, language: str, path: str, one: Subscriber) -> bytes: ...


def status_subscribe(world: World, pen: Pen, style_proof: str) -> list[Route]:
    """They come before those of the status page, which answer whatever is left."""
    desk = _Desk(world, pen, style_proof)
    return [
        Route(HERE, desk.guarded(desk.ask), methods=["POST"]),
        Route(f"{HERE}/confirm/{{secret}}", desk.guarded(desk.to_confirm), methods=["GET"]),
        Route(f"{HERE}/confirm/{{secret}}", desk.guarded(desk.confirm), methods=["POST"]),
        Route(f"{HERE}/manage/{{secret}}", desk.guarded(desk.to_manage), methods=["GET"]),
        Route(f"{HERE}/manage/{{secret}}", desk.guarded(desk.manage), methods=["POST"]),
        Route(f"{HERE}/leave/{{secret}}", desk.guarded(desk.to_leave), methods=["GET"]),
        Route(f"{HERE}/leave/{{secret}}", desk.guarded(desk.leave, unread=True), methods=["POST"]),
    ]


class _Visit:
    """One request, and how it is answered."""

    def __init__(self, request: Request, fields: Fields, languages: Sequence[str], policy: str) -> None:
        self.secret: str = request.path_params.get("secret", "")
        self.fields = fields
        self._languages = languages
        self._policy = policy
        self._asked = request.query_params.get("lang", "")
        self._accepted = request.headers.get("accept-language", "")
        self.language = self._spoken("")

    def path(self, deed: str) -> str:
        return f"{HERE}/{deed}/{self.secret}"

    def speaks(self, one: Subscriber | None) -> None:
        """The language of their letters, unless the address names another."""
        self.language = self._spoken(one.language if one else "")

    def _spoken(self, theirs: str) -> str:
        asked = self._asked if self._asked in self._languages else theirs
        return accepts.language(asked, self._accepted, self._languages)

    def one(self, name: str) -> str:
        return self.fields.get(name, [""])[0]

    def answer(self, body: bytes, status: int = 200, **more: str) -> Response:
        headers = {
            **GUARDS,
            "Content-Security-Policy": self._policy,
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex, nofollow",
            "Content-Language": self.language,
            "Content-Type": HTML,
            **more,
        }
        return Response(body, status_code=status, headers=headers)


class _Desk:
    def __init__(self, world: World, pen: Pen, style_proof: str) -> None:
        self._world = world
        self._pen = pen
        self._policy = policy(style_proof, forms=True)

    def guarded(
        self, answer: Callable[[_Visit], Response], *, unread: bool = False
    ) -> Callable[[Request], object]:
        """Reads what was sent, and says so where nothing could be recorded.

        What mail programs send to leave stays `unread`: by RFC 8058, 3.2 it may be `multipart/form-data`,
        and it says nothing that the address does not.
        """

        async def answered(request: Request) -> Response:
            try:
                sent = request.method == "POST" and not unread
                fields = await form_body(request) if sent else {}
            except ClientDisconnect:
                return Response(status_code=400)
            if fields is None:
                self._world.meter.refused("subscribe", "not_a_form")
                return PlainTextResponse("This is no form of ours.\n", status_code=400)
            visit = _Visit(request, fields, self._pen.languages, self._policy)
            try:
                return await run_in_threadpool(answer, visit)
            except Unavailable as why:
                log.warning("Nobody can subscribe or leave for now: %s", why)
                down = self._pen.down(visit.language, unsure=why.unsure)
                return visit.answer(down, 503, **{"Retry-After": "60"})

        return answered

    def ask(self, visit: _Visit) -> Response:
        """The answer never tells whether an address is known here."""
        if visit.one("topic"):
            self._world.meter.refused("subscribe", "trap")
            return visit.answer(self._pen.sent(visit.language))
        written, chosen = visit.one("address"), self._chosen(visit)
        address = accepted(written)
        fault = address if isinstance(address, Fault) else Fault.COMPONENTS if chosen is None else None
        if fault or chosen is None:
            form = self._pen.form(visit.language, written=written[:LONGEST], chosen=chosen or (), fault=fault)
            return visit.answer(form, 422)
        if not subscriber.ask(self._world, address, chosen, visit.language):
            self._world.meter.refused("subscribe", "too_many")
            return visit.answer(self._pen.busy(visit.language), 429, **{"Retry-After": "60"})
        return visit.answer(self._pen.sent(visit.language))

    def _chosen(self, visit: _Visit) -> tuple[str, ...] | None:
        """Nothing in particular where all were; None where there is a choice and nothing was chosen."""
        known = self._pen.components
        wanted = visit.fields.get("component", [])
        chosen = tuple(one for one in known if one in wanted)
        if known and not chosen:
            return None
        return () if len(chosen) == len(known) else chosen

    def _looked_up(self, visit: _Visit) -> subscriber.Subscription | None:
        found = subscriber.look(self._world, visit.secret)
        visit.speaks(found.subscriber if found else None)
        return found

    def _invalid(self, visit: _Visit, status: int = 404) -> Response:
        return visit.answer(self._pen.invalid(visit.language), status)

    def to_confirm(self, visit: _Visit) -> Response:
        found = self._looked_up(visit)
        if found is None or not (found.is_confirmed or found.may_confirm):
            return self._invalid(visit)
        if found.is_confirmed:
            return self._confirmed(visit, found.subscriber)
        return visit.answer(self._pen.confirm(visit.language, visit.path("confirm"), found.subscriber))

    def confirm(self, visit: _Visit) -> Response:
        one = subscriber.confirm(self._world, visit.secret)
        visit.speaks(one)
        return self._confirmed(visit, one) if one else self._invalid(visit)

    def _confirmed(self, visit: _Visit, one: Subscriber) -> Response:
        return visit.answer(self._pen.confirmed(visit.language, visit.path("manage"), one))

    def to_manage(self, visit: _Visit) -> Response:
        found = self._looked_up(visit)
        if found is None or not found.is_confirmed:
            return self._invalid(visit)
        return self._manage(visit, found.subscriber)

    def _manage(
        self, visit: _Visit, one: Subscriber, *, saved: bool = False, fault: Fault | None = None
    ) -> Response:
        page = self._pen.manage(
            visit.language, visit.path("manage"), one, leave=visit.path("leave"), saved=saved, fault=fault
        )
        return visit.answer(page, 422 if fault else 200)

    def manage(self, visit: _Visit) -> Response:
        found = self._looked_up(visit)
        if found is None or not found.is_confirmed:
            return self._invalid(visit)
        chosen = self._chosen(visit)
        if chosen is None:
            return self._manage(visit, found.subscriber, fault=Fault.COMPONENTS)
        one = subscriber.change(self._world, visit.secret, chosen, visit.language)
        return self._manage(visit, one, saved=True) if one else self._invalid(visit)

    def to_leave(self, visit: _Visit) -> Response:
        found = self._looked_up(visit)
        if found is None:
            return self._invalid(visit)
        return visit.answer(self._pen.leave(visit.language, visit.path("leave"), found.subscriber))

    def leave(self, visit: _Visit) -> Response:
        """A second press is fine, too: programs that leave for somebody would take a refusal for one."""
        self._looked_up(visit)
        if subscriber.leave(self._world, visit.secret):
            return visit.answer(self._pen.left(visit.language))
        return self._invalid(visit, 200)
