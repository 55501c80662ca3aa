"""Words for people: whole sentences with named fields, passed through one translation call."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache
from string import Formatter

from bot.domain.card import Line, Span

_translate: ContextVar[Callable[[str], str] | None] = ContextVar("translate", default=None)


def speak(translate: Callable[[str], str]) -> None:
    """From here on, in this thread or task, sentences are passed through `translate`."""
    _translate.set(translate)


def language() -> object:
    """Equal where the same sentence reads the same."""
    return _translate.get()


def _sentence(sentence: str) -> str:
    translate = _translate.get()
    return translate(sentence) if translate else sentence


def say(sentence: str, /, **fields: object) -> str:
    """The sentence as plain text, in the language of whoever reads it."""
    return _sentence(sentence).format(**fields)


@lru_cache(maxsize=1024)
def _pieces(sentence: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((text, field) for text, field, _, _ in Formatter().parse(sentence))


def line(sentence: str, /, **fields: Span | Line) -> Line:
    """The sentence as spans: a field may be bold, a mention, a moment or several of them."""
    spans: list[Span] = []
    for text, field in _pieces(_sentence(sentence)):
        if text:
            spans.append(text)
        if field is not None:
            value = fields[field]
            spans.extend(value if isinstance(value, tuple) else (value,))
    return tuple(spans)
