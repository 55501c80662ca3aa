"""Reads scenario files: YAML in which people say things and customers file tickets, in their time."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from adapters.playground.desk_nouns import FIRST_ID, Customer, Promise, promised
from adapters.playground.desk_rules import TEXT_LIMIT
from adapters.playground.people import CAST
from adapters.playground.script import WAR_ROOM, Again, AnyLine, Filing, Line, Script
from bot.domain.duration import duration
from bot.domain.ticket import Priority
from bot.errors import SettingsError
from bot.settings_file import findings
from bot.settings_kinds import Duration
from bot.settings_yaml import NotYAML, parsed

SIZE_LIMIT = 256 * 1024
LINES_AT_MOST = 2_000
DEEPEST = 10
CHANNELS = ("support", "incidents", "engineering", "lounge")


def _seconds(value: Any) -> Any:
    """Seconds, or a length of time such as `2m 10s`, with a minus for what happened before."""
    if not isinstance(value, str):
        return value
    sign, length = (-1, value.strip()[1:]) if value.strip().startswith("-") else (1, value)
    return sign * duration(length).total_seconds()


DAY = 86_400
After = Annotated[float, BeforeValidator(_seconds), Field(ge=-DAY, le=DAY, allow_inf_nan=False)]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=TEXT_LIMIT)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Customer(_Part):
    name: Short
    email: Annotated[str, Field(pattern=r"^[^@\s]{1,64}@[^@\s]{1,200}$")]
    organisation: Annotated[str, Field(max_length=200)] = ""
    tier: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] = "standard"
    region: Annotated[str, Field(max_length=40)] = ""
    product: Annotated[str, Field(max_length=80)] = ""


class _Line(_Part):
    """`who` is for people, `customer` for customers; `ticket` opens one, `about` names one that is there."""

    after: After
    says: Text
    who: str = ""
    channel: str = ""
    customer: str = ""
    ticket: Annotated[str, Field(max_length=300)] = ""
    about: Annotated[int, Field(ge=FIRST_ID)] | None = None
    id: Annotated[int, Field(ge=FIRST_ID, le=10**9)] | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[Annotated[str, Field(pattern=r"^\S{1,80}$")], ...] = ()
    first_reply: Duration | None = None
    resolution: Duration | None = None
    agent: str = ""

    @model_validator(mode="after")
    def _one_thing(self) -> "_Line":
        if bool(self.who) == bool(self.customer):
            raise ValueError("either who or customer is needed, to tell whose words these are")
        if wrong := next(self._misfits(), ""):
            raise ValueError(wrong)
        return self

    def _misfits(self) -> Iterator[str]:
        if self.who and bool(self.channel) == (self.about is not None):
            yield "a person needs either channel or about, to tell where this is said"
        if self.customer and bool(self.ticket) == (self.about is not None):
            yield "a customer needs either ticket (the subject of a new one) or about (the number of one)"
        if self.customer and self.channel:
            yield "customers are in no channel"
        if not self.ticket and (self.id or self.tags or self.first_reply or self.resolution or self.agent):
            yield "id, tags, first_reply, resolution and agent belong to a new ticket"


class _File(_Part):
    title: Short
    customers: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")], _Customer] = {}
    lines: Annotated[tuple[_Line, ...], Field(min_length=1, max_length=LINES_AT_MOST)]

    @model_validator(mode="after")
    def _known(self) -> "_File":
        if wrong := list(_unknown(self)):
            raise ValueError("\n".join(wrong))
        return self


def shipped(name: str) -> Script:
    """A scenario that comes with Caseline."""
    file = files("adapters.playground").joinpath("scenarios", f"{name}.yml")
    return script_of(file.read_text(encoding="utf-8"), f"{name}.yml")


def read(path: Path) -> Script:
    """Raises SettingsError with one line for each mistake."""
    return script_of(text_of(path, SIZE_LIMIT), str(path))


def text_of(path: Path, at_most: int) -> str:
    """Raises SettingsError for a file that is not there, too long or no text."""
    try:
        with path.open("rb") as file:
            raw = file.read(at_most + 1)
        if len(raw) > at_most:
            raise SettingsError([f"{path}: the file is too long; {at_most // 1024} KB can be read"])
        return raw.decode("utf-8")
    except OSError as error:
        raise SettingsError([f"{path}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise SettingsError([f"{path}: this is no text in UTF-8"]) from error


def script_of(text: str, name: str) -> Script:
    """Raises SettingsError; `name` is what its findings begin with."""
    try:
        if wrong := _overgrown(text):
            raise SettingsError([f"{name}: {wrong}"])
        file = _File.model_validate(parsed(text))
    except NotYAML as error:
        raise SettingsError([f"{name}: this is no YAML: {' '.join(str(error).split())[:200]}"]) from error
    except ValidationError as error:
        found = findings(error, _File)
        raise SettingsError([f"{name}: {line.replace('setting', 'key')}" for line in found]) from error
    customers = {key: Customer(**one.model_dump()) for key, one in file.customers.items()}
    return Script(title=file.title, lines=tuple(_lines(file.lines, customers)))


def _overgrown(text: str) -> str:
    """What makes a small file cost more time or memory than there is, or an empty string."""
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            return "aliases are not understood; write it out"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return "this is nested too deeply"
    return ""


def _unknown(file: _File) -> Iterator[str]:
    people, filed = [one.key for one in CAST], {one.id for one in file.lines if one.id}
    for place, line in enumerate(file.lines):
        where = f"lines[{place}]"
        if line.who and line.who not in people:
            yield f"{where}.who: there is nobody of that name; the playground has {', '.join(people)}"
        if line.agent and line.agent not in people:
            yield f"{where}.agent: there is nobody of that name; the playground has {', '.join(people)}"
        if line.channel and line.channel not in (*CHANNELS, "war room"):
            yield f"{where}.channel: expected {', '.join(CHANNELS)} or war room"
        if line.customer and line.customer not in file.customers:
            yield f"{where}.customer: not among customers"
        if line.about and line.about not in filed:
            yield f"{where}.about: no ticket of this file has this id"
    ids = [one.id for one in file.lines if one.id]
    yield from (
        f"lines: the id {id} is given twice" for id in sorted({id for id in ids if ids.count(id) > 1})
    )


def _lines(lines: Sequence[_Line], customers: Mapping[str, Customer]) -> Iterator[AnyLine]:
    for place, one in enumerate(lines):
        if one.channel:
            channel = WAR_ROOM if one.channel == "war room" else one.channel
            yield Line(one.after, one.who, channel, one.says)
        elif one.about is not None:
            yield Again(after=one.after, id=str(one.about), text=one.says, who=one.who)
        else:
            customer = customers[one.customer]
            yield Filing(
                after=one.after, customer=customer, subject=one.ticket, text=one.says,
                id=str(one.id) if one.id else f"line {place}", priority=one.priority, tags=one.tags,
                promise=_promise(one, customer), agent=one.agent,
            )  # fmt: skip


def _promise(one: _Line, customer: Customer) -> Promise:
    usual = promised(customer.tier)
    return Promise(
        first_reply=one.first_reply or usual.first_reply, resolution=one.resolution or usual.resolution
    )
