"""Where Teams is reached: what every activity tells of its conversation, kept for when we write first.

Kept per conversation, per person and per team, as plain JSON. The SDK's own reference loses the
tenant, and an address may change, so ours is read from the raw body each time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from adapters.doors.payload import Payload, part_at, parts_at, text_at
from adapters.teams import ids
from bot.ports import Store

THREAD = ";messageid="
LONGEST_ID = 300
OURS, CALLED = "/ours", "/called"
"""What we ourselves keep of a room stands behind its id with these."""
PERSONAL, GROUP_CHAT, CHANNEL = "personal", "groupChat", "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A conversation, or a person and the conversation in which they are written to directly.

    `conversation` is without a thread; for a person it is empty until there is a personal one.
    `team` is Teams' id of the team, which is that of its General channel too, `group` the
    directory's. `seen_in` is a conversation where the person was met.

    `ours` says that we opened this room, and `root` which card stands on the first message of
    its thread: its key, or `-` while there is none. Both are kept apart from the rest, since
    Teams tells of a room at the very moment at which we open it.
    """

    service_url: str = ""
    conversation: str = ""
    kind: str = ""
    tenant: str = ""
    team: str = ""
    group: str = ""
    channel: str = ""
    bot: str = ""
    person: str = ""
    object_id: str = ""
    name: str = ""
    seen_in: str = ""
    ours: bool = False
    root: str = ""

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Place":
        """What a later release has added to a record does no harm."""
        known = {field.name for field in fields(cls)} - _APART
        return cls(**{name: value for name, value in record.items() if name in known})

    def record(self) -> dict[str, Any]:
        """Plain JSON, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value and name not in _APART}

    def over(self, older: "Place | None") -> "Place":
        """This, and of an older one what this does not tell."""
        return self if older is None else replace(older, **{n: v for n, v in asdict(self).items() if v})


def without_thread(conversation: str) -> str:
    return conversation.partition(THREAD)[0]


def thread_of(conversation: str) -> str:
    """The message at the root of this thread; empty when it is no thread."""
    return conversation.partition(THREAD)[2]


def in_thread(conversation: str, root: str) -> str:
    return f"{without_thread(conversation)}{THREAD}{root}" if root else conversation


_APART = {"ours", "root"}


class Places:
    """Conversations of Teams, by the ids that rooms and people have in the bot."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, id: str) -> Place | None:
        """Of a room or a person. A thread is reached as its channel is."""
        with self._store.read() as work:
            here = _read(work.places.get(without_thread(id)))
            opened = work.places.get(id + OURS)
        return replace(here, ours=True, root=str(opened["root"])) if here and opened else here

    def remember(self, activity: Payload) -> Place | None:
        """Whatever this activity tells; writes only what is new. None when it names no conversation."""
        told = dict(_told(activity))
        if not told:
            return None
        with self._store.read() as work:
            known = {id: _read(work.places.get(id)) for id in told}
        now = {id: place.over(known[id]) for id, place in told.items()}
        if changed := {id: place for id, place in now.items() if place != known[id]}:
            with self._store.change() as work:
                for id, place in changed.items():
                    work.places.put(id, place.record())
        return now[next(iter(told))]

    def put(self, id: str, place: Place) -> None:
        with self._store.change() as work:
            work.places.put(id, place.record())

    def own(self, room: str, place: Place, *, root: str = "") -> Place:
        """We opened this room, or drew a card on the root of its thread."""
        with self._store.change() as work:
            if work.places.get(without_thread(room)) is None:
                work.places.put(without_thread(room), place.record())
            work.places.put(room + OURS, {"root": root})
        return replace(place, ours=True, root=root)

    def called(self, room: str) -> frozenset[str]:
        """Who was told in this room that they take part."""
        with self._store.read() as work:
            return frozenset((work.places.get(room + CALLED) or {}).get("people", ()))

    def call(self, room: str, people: Iterable[str]) -> None:
        with self._store.change() as work:
            before = (work.places.get(room + CALLED) or {}).get("people", ())
            work.places.put(room + CALLED, {"people": sorted({*before, *people})})

    def forget(self, id: str) -> None:
        """We were removed there, or it no longer exists."""
        with self._store.change() as work:
            for kept in (id, id + OURS, id + CALLED):
                work.places.remove(kept)


def _read(record: Mapping[str, Any] | None) -> Place | None:
    return Place.read(record) if record else None


def _told(activity: Payload) -> Iterator[tuple[str, Place]]:
    """The conversation first, then its team's General channel, its sender and whom they mention."""
    conversation = without_thread(text_at(activity, "conversation", "id"))
    if not _is_id(conversation) or not text_at(activity, "serviceUrl"):
        return
    common = Place(
        service_url=text_at(activity, "serviceUrl"),
        tenant=_tenant(activity),
        bot=text_at(activity, "recipient", "id"),
    )
    here = _conversation(activity, common, conversation)
    yield ids.ours(conversation), here
    if _is_id(here.team) and here.team != conversation:
        yield ids.ours(here.team), replace(here, conversation=here.team, channel=here.team, name="")
    for somebody in _people(activity):
        personal = conversation if here.kind == PERSONAL else ""
        yield (
            ids.ours(text_at(somebody, "id")),
            replace(
                common,
                kind=PERSONAL,
                conversation=personal if text_at(somebody, "id") == text_at(activity, "from", "id") else "",
                person=text_at(somebody, "id"),
                object_id=text_at(somebody, "aadObjectId"),
                name=text_at(somebody, "name"),
                seen_in=conversation,
            ),
        )


def _conversation(activity: Payload, common: Place, conversation: str) -> Place:
    data = part_at(activity, "channelData")
    kind = text_at(activity, "conversation", "conversationType") or _likely_kind(activity, conversation)
    is_channel = kind == CHANNEL
    return replace(
        common,
        conversation=conversation,
        kind=kind,
        team=text_at(data, "team", "id") if is_channel else "",
        group=text_at(data, "team", "aadGroupId") if is_channel else "",
        channel=conversation if is_channel else "",
        name=text_at(data, "channel", "name") or text_at(activity, "conversation", "name"),
        person=text_at(activity, "from", "id") if kind == PERSONAL else "",
    )


def _is_id(id: str) -> bool:
    """Something that a database can find again; what is longer is no id of Teams."""
    return 0 < len(id) <= LONGEST_ID


def _likely_kind(activity: Payload, conversation: str) -> str:
    if text_at(activity, "channelData", "team", "id"):
        return CHANNEL
    return GROUP_CHAT if conversation.startswith("19:") else PERSONAL


def _tenant(activity: Payload) -> str:
    """The SDK's model loses the one at the conversation."""
    found = text_at(activity, "channelData", "tenant", "id")
    return found or text_at(activity, "conversation", "tenantId")


def _people(activity: Payload) -> Iterator[Payload]:
    """Who said it and who is mentioned in it, but for bots, each of them once."""
    mentioned = [part_at(one, "mentioned") for one in parts_at(activity, "entities")]
    seen: set[str] = set()
    for somebody in (part_at(activity, "from"), *mentioned):
        id = text_at(somebody, "id")
        if ids.person(ids.ours(id)) and not id.startswith("28:") and id not in seen:
            seen.add(id)
            yield somebody
