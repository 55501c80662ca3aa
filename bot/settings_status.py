"""Settings of status updates: their languages, what drafts begin with, and what is remarked."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from bot.domain import status_template
from bot.domain.status_remark import RULES, Context, OwnRule, Severity
from bot.domain.status_texts import CUSTOMERS, FIRST_PHASE, NO_NEWS, RESOLVED, TEXTS, spoken
from bot.settings_calendars import Zone
from bot.settings_kinds import Name, Section, listed

LONGEST_PATTERN = 200


def _checked(check: Callable[[str], object]) -> Callable[[str], str]:
    def checked(value: str) -> str:
        check(value)
        return value

    return checked


def _compiles(pattern: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"is no pattern: {error}") from error


def _apart(languages: tuple[str, ...]) -> tuple[str, ...]:
    folded = [one.casefold() for one in languages]
    for one in languages:
        if folded.count(one.casefold()) > 1:
            raise ValueError(f"{one} is named twice")
    return languages


Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
Text = Annotated[str, Field(min_length=1, max_length=5000), AfterValidator(_checked(status_template.fields))]
Pattern = Annotated[str, Field(max_length=LONGEST_PATTERN), AfterValidator(_checked(_compiles))]
Domain = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$", max_length=253)]
Listed = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=80)], ...],
    BeforeValidator(listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class LintRule(Section):
    """A rule of your own."""

    name: Name = Field(description="How it is called, also in `off`.")
    words: Listed = Field((), description="Words or sentences that it is about, in any case.")
    pattern: Pattern = Field("", description="Or a regular expression, which sees one line at a time.")
    says: str = Field(description="What is wrong, and what to write instead.", min_length=1, max_length=300)
    severity: Literal["stop", "warn"] = Field(
        "warn", description="`stop`: should not be published like that; `warn`: look again."
    )

    @model_validator(mode="after")
    def _is_about_something(self) -> "LintRule":
        if bool(self.words) == bool(self.pattern):
            raise ValueError(f"{self.name}: give either words or a pattern")
        if self.name in RULES:
            raise ValueError(f"{self.name}: is one of the rules that are always there")
        return self

    def rule(self) -> OwnRule:
        return OwnRule(
            name=self.name,
            says=self.says,
            severity=Severity(self.severity),
            words=self.words,
            pattern=re.compile(self.pattern, re.IGNORECASE) if self.pattern else None,
        )


class Lint(Section):
    """What is said against a text before customers read it."""

    off: tuple[Name, ...] = Field((), description=f"Rules that are not wanted: {', '.join(RULES)}.")
    rules: tuple[LintRule, ...] = Field((), description="Rules of your own, such as names of products.")
    internal_hosts: tuple[Domain, ...] = Field(
        (), description="Machines and domains that customers should not read of, with all below them."
    )
    at_most: Annotated[int, Field(ge=100, le=20_000)] = Field(1200, description="Letters of an update.")

    @model_validator(mode="before")
    @classmethod
    def _off_is_a_word(cls, written: object) -> object:
        """YAML 1.1 reads `off` as false, also in front of a colon."""
        if isinstance(written, Mapping):
            return {"off" if key is False else key: value for key, value in written.items()}
        return written

    @model_validator(mode="after")
    def _names_are_known(self) -> "Lint":
        own = [one.name for one in self.rules]
        for name in own:
            if own.count(name) > 1:
                raise ValueError(f"rules: {name} is named twice")
        for name in self.off:
            if name not in (*RULES, *own):
                raise ValueError(f"off: {name} is no rule; rules are {', '.join((*RULES, *own))}")
        return self


class StatusUpdates(Section):
    """What customers are told while an incident lasts."""

    languages: Annotated[tuple[Language, ...], AfterValidator(_apart)] = Field(
        ("en",), description="Languages in which updates are written, the first one first.", min_length=1
    )
    timezone: Zone = Field("UTC", description="Zone in which customers read times: `Europe/Berlin`.")
    templates: dict[Name, dict[Literal["customers", "internal"], dict[Language, Text]]] = Field(
        default_factory=dict,
        description="What drafts begin with, by phase (also `resolved` and `no_news`), audience and "
        "language; without one, Caseline has its own. Lines whose fact in braces is not known are left "
        f"out: {', '.join(f'`{{{one}}}`' for one in status_template.FIELDS)}.",
    )
    only_published: bool | None = Field(
        None,
        description="Whether only what is published counts as the update that customers were promised, and "
        "no `update` to colleagues; if left out, where a status page or e-mail is set, and in every incident "
        "of which something was published.",
    )
    lint: Lint = Field(default_factory=Lint, description="What is remarked before an update is published.")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def template(self, phase: str, audience: str, language: str) -> tuple[str, str]:
        """The text, and the language that it is really in.

        One that is written here comes before ours, and the language that is asked for before the first one.
        A phase that nobody has words for is spoken of as the first one is.
        """
        return next(self._found(phase, audience, language))

    def _found(self, phase: str, audience: str, language: str) -> Iterator[tuple[str, str]]:
        for each in (phase, FIRST_PHASE):
            for wanted in (language, self.languages[0], "en"):
                if found := self._own(each, audience, wanted) or _default(each, audience, wanted):
                    yield found

    def _own(self, phase: str, audience: str, language: str) -> tuple[str, str] | None:
        """`de-AT` is content with `de`, and `zh` with `zh-Hans`."""
        written = [some for each, some in self.templates.get(phase, {}).items() if each == audience]
        texts = written[0] if written else {}
        folded = {one.casefold(): one for one in texts}
        for wanted in (language, language.partition("-")[0], spoken(language)):
            if one := folded.get(wanted.casefold()):
                return texts[one], one
        return None

    def looked_at(self, seen: Context) -> Context:
        """The same context, with everything that these settings know."""
        return replace(
            seen,
            internal_hosts=(*seen.internal_hosts, *self.lint.internal_hosts),
            at_most=self.lint.at_most,
            own=(*seen.own, *(one.rule() for one in self.lint.rules)),
            off=seen.off | frozenset(self.lint.off),
            zone=self.zone,
        )

    def mistakes(self, phases: tuple[str, ...]) -> Iterator[str]:
        """What only shows when all phases are known, one line each."""
        known = (*phases, RESOLVED, NO_NEWS)
        for phase in self.templates:
            if phase not in known:
                yield f"status_updates.templates.{phase}: is not among phases, {RESOLVED} or {NO_NEWS}"


def _default(phase: str, audience: str, language: str) -> tuple[str, str] | None:
    one = spoken(language)
    text: Mapping[str, str] = TEXTS[one].get(audience, TEXTS[one][CUSTOMERS]) if one else {}
    return (text[phase], one) if phase in text else None
