"""One incident, as a page tells it: whole, or as one entry of the history."""

from collections.abc import Sequence
from html import escape

from adapters.statuspage.own_reader import Reader
from adapters.statuspage.own_style import EFFECTS, symbol
from adapters.statuspage.own_text import cut, inline, paragraphs
from bot.domain.status_page import Component, ShownIncident, ShownUpdate

EXCERPT = 280
"""Characters of the last word that the history repeats."""


def title(one: ShownIncident, reader: Reader) -> str:
    """Without the note, which stands beside the heading."""
    code, text = reader.spoken(one.titles)
    return f"<span{reader.marked(code)}>{inline(text or one.key)}</span>"


def whole(one: ShownIncident, reader: Reader, components: Sequence[Component]) -> str:
    """All that customers were told, behind a heading that the caller writes."""
    updates = "".join(f"<li>{_update(update, reader)}</li>" for update in one.updates)
    return (
        f"{_note_of_title(one, reader)}{_course(one, reader)}{_affected(one, reader, components)}"
        f"{_next(one, reader)}<ol>{updates}</ol>"
    )


def entry(one: ShownIncident, reader: Reader) -> str:
    """Title, course and, once it is over, the last word, with a link to the rest."""
    last = one.updates[0]
    code, text = reader.spoken(last.texts)
    said = ""
    if one.resolved_at and not last.retracted_at:
        said = paragraphs(cut(" ".join(text.split()), EXCERPT), reader.marked(code))
    phase = inline(reader.words.phase(last.phase))
    condition = EFFECTS[one.effect]
    return (
        f'<article class="past {one.effect.value}"><h4>{symbol(condition)} '
        f'<a href="{reader.address(one)}">{title(one, reader)}</a>{_note_of_title(one, reader)}</h4>'
        f'<p class="soft"><span class="phase">{phase}</span> {_lasted(one, reader)}</p>{said}</article>'
    )


def _note_of_title(one: ShownIncident, reader: Reader) -> str:
    code, text = reader.spoken(one.titles)
    return reader.note(code) if text else ""


def _course(one: ShownIncident, reader: Reader) -> str:
    effect = reader.told(reader.words.effect, effect=escape(reader.words.effects[one.effect]))
    return f'<p class="soft">{symbol(EFFECTS[one.effect])} {effect} · {_lasted(one, reader)}</p>'


def _lasted(one: ShownIncident, reader: Reader) -> str:
    since = reader.when.instant(one.began_at)
    if one.resolved_at is None:
        return reader.told(reader.words.since, at=since)
    duration = reader.when.duration(one.resolved_at - one.began_at)
    return reader.told(reader.words.lasted, since=since, duration=duration)


def _affected(one: ShownIncident, reader: Reader, components: Sequence[Component]) -> str:
    titles = {part.name: part.title for part in components}
    named = ", ".join(inline(titles[name]) for name in one.components if name in titles)
    return f"<p>{escape(reader.words.affected)} {named}</p>" if named else ""


def _next(one: ShownIncident, reader: Reader) -> str:
    if one.resolved_at or one.next_at is None:
        return ""
    said = reader.words.late if one.is_late else reader.words.next_by
    return f'<p class="next">{reader.told(said, at=reader.when.instant(one.next_at))}</p>'


def _update(one: ShownUpdate, reader: Reader) -> str:
    code, text = reader.spoken(one.texts)
    phase = f'<span class="phase">{inline(reader.words.phase(one.phase))}</span>'
    corrected, note = "", reader.note(code)
    if one.corrected_at:
        corrected = f" · {reader.told(reader.words.corrected, at=reader.when.instant(one.corrected_at))}"
    if one.retracted_at:
        at, corrected, note = reader.when.instant(one.retracted_at), "", ""
        said = f"<p><em>{reader.told(reader.words.retracted, at=at)}</em></p>"
    else:
        said = paragraphs(text, reader.marked(code))
    head = f'{phase} <span class="soft">{reader.when.instant(one.at)}{corrected}</span>{note}'
    return f'<div id="update-{one.id}">{head}</div>{said}'
