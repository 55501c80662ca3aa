"""The playground's door on the web: its page, its stream of changes, and what people do there."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from adapters.playground import desk_deeds, desk_views, views
from adapters.playground.chat import Chat
from adapters.playground.deliver import PlaygroundVoice
from adapters.playground.desk import Changed, Desk
from adapters.playground.door import Door, Find, Handle, Shown, Who
from adapters.playground.guard import HEADERS, body_of, check_host, check_origin, text_of
from adapters.playground.nouns import TEXT_LIMIT
from adapters.playground.people import Character
from adapters.playground.scenario import FIRST_STEPS
from adapters.playground.stream import stream
from bot.errors import BadInput, BotError, Conflict, NotAllowed, NotFound
from bot.ports import Clock

Endpoint = Callable[[Request], Awaitable[Response]]
Deed = Callable[[Door, Who, dict[str, Any]], Shown]

_STATUS = {NotFound: 404, NotAllowed: 403, Conflict: 409, BadInput: 400}
_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word people may type, for completion: how it is used, and what it does in one sentence."""

    word: str
    synonyms: tuple[str, ...]
    usage: str
    says: str


class Playground(NamedTuple):
    """What the composition root connects."""

    routes: list[Route]
    voice: PlaygroundVoice
    chat: Chat
    door: Door
    desk: Desk

    def close(self) -> None:
        """Ends the streams, so that the process can stop, and what was begun."""
        self.door.close()
        self.desk.close()


def playground(  # noqa: PLR0913  # The composition root names each.
    people: Sequence[Character],
    words: Sequence[Word],
    handle: Handle,
    clock: Clock,
    *,
    command: str = "/case",
    address: str = "",
    hosts: Sequence[str] = (),
    changed: Changed = lambda _: None,
    find: Find = lambda _: (),
) -> Playground:
    """A chat of its own and a desk beside it, found at `address`.

    It answers to the name in its address, to `hosts` and to the names of this machine. `changed`
    is told what happens at the desk. Call `close()` when the process is asked to stop.
    """
    chat = Chat(people, clock)
    door = Door(chat, handle, command, find)
    desk = Desk(clock, changed, address=address, lock=chat.lock)
    desk.on_shown = lambda one: chat.feed.publish("ticket", desk_views.row(one), None)
    desk.on_silence = lambda on: chat.feed.publish("desk", {"silent": on}, None)
    known = {*hosts, urlsplit(address).hostname or ""} - {""}
    routes = _Web(door, desk, words, frozenset(known)).routes()
    return Playground(routes, PlaygroundVoice(chat, address), chat, door, desk)


class _Web:
    def __init__(self, door: Door, desk: Desk, words: Sequence[Word], hosts: frozenset[str]) -> None:
        self._door = door
        self._desk = desk
        self._hosts = hosts
        self._words = {
            "command": door.command,
            "words": [
                {"word": w.word, "synonyms": list(w.synonyms), "usage": w.usage, "says": w.says}
                for w in words
            ],
            "steps": [step.as_json(door.command) for step in FIRST_STEPS],
        }

    def routes(self) -> list[Route]:
        shown: dict[str, Endpoint] = {"/": self._page, "/playground/page/{name}": self._page}
        shown["/desk/{id:int}"] = self._to_ticket
        shown["/playground/ticket"] = self._ticket
        asked = (("events", self._events), ("state", self._state), ("words", self._known_words))
        shown |= {f"/playground/{name}": endpoint for name, endpoint in asked}
        deeds = DEEDS | {f"desk/{name}": self._at_desk(deed) for name, deed in desk_deeds.DEEDS.items()}
        return [Route(path, self._guarded(endpoint), methods=["GET"]) for path, endpoint in shown.items()] + [
            Route(f"/playground/{name}", self._guarded(self._done(deed)), methods=["POST"])
            for name, deed in deeds.items()
        ]

    def _guarded(self, endpoint: Endpoint) -> Endpoint:
        """What goes wrong becomes a status and one sentence; every answer carries the page's policy."""

        @wraps(endpoint)
        async def guarded(request: Request) -> Response:
            try:
                check_host(request, self._hosts)
                if request.method == "POST":
                    check_origin(request)
                response = await endpoint(request)
            except BotError as error:
                response = JSONResponse({"error": str(error)}, _STATUS.get(type(error), 400))
            response.headers.update(HEADERS)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return guarded

    def _done(self, deed: Deed) -> Endpoint:
        async def done(request: Request) -> Response:
            sent = await body_of(request)
            who = Who(self._key(text_of(sent, "as")), text_of(sent, "id", at_most=64), text_of(sent, "zone"))
            if not who.wish:
                raise BadInput("id: every wish needs an id of its own.", field="id")
            return JSONResponse(await run_in_threadpool(deed, self._door, who, sent))

        return done

    def _at_desk(self, deed: desk_deeds.Deed) -> Deed:
        """What changed arrives by the stream."""

        def done(_: Door, who: Who, sent: dict[str, Any]) -> Shown:
            deed(self._desk, who, sent)
            return {}

        return done

    def _key(self, person: str) -> str:
        if person not in self._door.chat.people:
            raise NotFound("There is nobody of that name here.")
        return person

    async def _page(self, request: Request) -> Response:
        name = request.path_params.get("name", "index.html")
        kind = _KINDS.get(name.rpartition(".")[2])
        file = files("adapters.playground").joinpath("page", name)
        if kind is None or "/" in name or "\\" in name or not file.is_file():
            raise NotFound("There is no such file.")
        return Response(file.read_bytes(), media_type=kind, headers={"Cache-Control": "no-cache"})

    async def _events(self, request: Request) -> Response:
        return stream(self._door.chat.feed, self._key(request.query_params.get("as", "")), request)

    async def _state(self, request: Request) -> Response:
        person = self._key(request.query_params.get("as", ""))
        return JSONResponse(await run_in_threadpool(self._whole, person))

    def _whole(self, person: str) -> dict[str, Any]:
        """Chat and desk as they stand at the same instant."""
        with self._door.chat.lock:
            desk = {"tickets": desk_views.queue(self._desk.book), "silent": self._desk.silent}
            return views.whole(self._door.chat, person) | desk

    async def _ticket(self, request: Request) -> Response:
        id = request.query_params.get("id", "")
        return JSONResponse(desk_views.whole(self._desk.book.get(id), self._desk.url(id)))

    async def _to_ticket(self, request: Request) -> Response:
        """A ticket's own address, opened: the page shows it."""
        return RedirectResponse(f"/#desk/{request.path_params['id']}")

    async def _known_words(self, _: Request) -> Response:
        return JSONResponse(self._words)


def _say(door: Door, who: Who, sent: dict[str, Any]) -> Shown:
    text = text_of(sent, "text", at_most=TEXT_LIMIT)
    return door.say(who, text_of(sent, "channel"), text, text_of(sent, "thread"))


def _press(door: Door, who: Who, sent: dict[str, Any]) -> Shown:
    button = {name: text_of(sent, name, at_most=2_000) for name in ("does", "about", "words")}
    if not button["does"]:
        raise BadInput("does: a button does something.", field="does")
    where = text_of(sent, "channel"), text_of(sent, "message")
    return door.press(who, *where, button, once=sent.get("once") is True)


def _submit(door: Door, who: Who, sent: dict[str, Any]) -> Shown:
    answers = sent.get("answers")
    if not isinstance(answers, dict):
        raise BadInput("answers: the fields of the form are needed.", field="answers")
    return door.submit(who, text_of(sent, "form"), answers)


def _mark(door: Door, who: Who, sent: dict[str, Any]) -> Shown:
    return door.mark(who, *_message(sent), on=sent.get("on") is True)


def _edit(door: Door, who: Who, sent: dict[str, Any]) -> Shown:
    return door.edit(who, *_message(sent), text_of(sent, "text", at_most=TEXT_LIMIT))


def _read(door: Door, who: Who, sent: dict[str, Any]) -> Shown:
    channel, upto = _message(sent)
    if not upto.isdecimal() or len(upto) > 15:
        raise BadInput("message: the last one that was read is needed.", field="message")
    door.chat.has_read(channel, who.key, int(upto))
    return {}


def _message(sent: dict[str, Any]) -> tuple[str, str]:
    return text_of(sent, "channel"), text_of(sent, "message")


DEEDS: dict[str, Deed] = {
    "messages": _say,
    "actions": _press,
    "forms": _submit,
    "seek": lambda door, who, sent: door.seek(
        who, text_of(sent, "form"), text_of(sent, "text", at_most=2_000)
    ),
    "join": lambda door, who, sent: door.join(who, text_of(sent, "channel")),
    "leave": lambda door, who, sent: door.leave(who, text_of(sent, "channel")),
    "react": _mark,
    "edit": _edit,
    "delete": lambda door, who, sent: door.delete(who, *_message(sent)),
    "shortcut": lambda door, who, sent: door.shortcut(who, text_of(sent, "word"), *_message(sent)),
    "home": lambda door, who, _: door.home(who),
    "read": _read,
}
