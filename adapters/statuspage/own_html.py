"""The pages as whole documents: the current status, an incident, and what is said instead."""

from html import escape

from adapters.statuspage.own_frame import Frame
from adapters.statuspage.own_incident import title, whole
from adapters.statuspage.own_past import past
from adapters.statuspage.own_reader import Reader
from adapters.statuspage.own_style import EFFECTS, symbol
from adapters.statuspage.own_text import bare, inline, paragraphs
from bot.domain.status_page import Component, Condition, ShownIncident, ShownPage

ORDER = list(Condition)


def current(shown: ShownPage, frame: Frame, reader: Reader, *, history_days: int, stale: bool) -> bytes:
    """What stands now, and the past of some days."""
    worst = _worst(shown)
    headline, foreign = reader.words.headlines[worst], reader.marked(reader.others[0])
    body = (
        f'<section class="sheet state {worst.value}"><h1>{symbol(worst)} {escape(headline)}</h1>'
        f"{paragraphs(frame.intro, foreign) if frame.intro else ''}{_changed(shown, reader)}"
        f"{frame.invitation(reader, 'p')}</section>"
        f"{_open(shown, reader)}{_components(shown, reader)}{past(shown, reader, history_days)}"
    )
    return frame.document(reader, "/status", headline, body, as_of=shown.at if stale else None)


def incident(shown: ShownPage, frame: Frame, reader: Reader, key: str, *, stale: bool) -> bytes | None:
    """One incident whole; None when there is none of this key."""
    one = next((one for one in shown.incidents if one.key == key), None)
    if one is None:
        return None
    told = whole(one, reader, shown.components)
    body = f'<article class="sheet incident {_tone(one)}"><h1>{title(one, reader)}</h1>{told}</article>'
    body += frame.back(reader)
    name = bare(reader.spoken(one.titles)[1]) or escape(one.key)
    at = shown.at if stale else None
    return frame.document(reader, reader.address(one).partition("?")[0], name, body, as_of=at, escaped=True)


def missing(frame: Frame, reader: Reader) -> bytes:
    body = f"<h1>{escape(reader.words.missing)}</h1>{frame.back(reader)}"
    return frame.document(reader, "/status", reader.words.missing, body)


def silent(frame: Frame, reader: Reader) -> bytes:
    """Said when nothing is known: neither that all is well nor that it is not."""
    body = f"<h1>{escape(reader.words.silent)}</h1><p>{escape(reader.words.silent_advice)}</p>"
    return frame.document(reader, "/status", reader.words.silent, body)


def _worst(shown: ShownPage) -> Condition:
    found = [part.condition for part in shown.components]
    found += [EFFECTS[one.effect] for one in shown.incidents if one.resolved_at is None]
    return max(found, key=ORDER.index, default=Condition.OPERATIONAL)


def _tone(one: ShownIncident) -> str:
    return "resolved" if one.resolved_at else one.effect.value


def _changed(shown: ShownPage, reader: Reader) -> str:
    """Every time at which something was said, put right or withdrawn counts."""
    said = [
        at
        for one in shown.incidents
        for update in one.updates
        for at in (update.at, update.corrected_at, update.retracted_at)
        if at
    ]
    if not said:
        return ""
    return f'<p class="soft">{reader.told(reader.words.changed, at=reader.when.instant(max(said)))}</p>'


def _open(shown: ShownPage, reader: Reader) -> str:
    told = "".join(
        f'<article class="sheet incident {_tone(one)}"><h3><a href="{reader.address(one)}">'
        f"{title(one, reader)}</a></h3>{whole(one, reader, shown.components)}</article>"
        for one in shown.incidents
        if one.resolved_at is None
    )
    return f"<section><h2>{escape(reader.words.current)}</h2>{told}</section>" if told else ""


def _components(shown: ShownPage, reader: Reader) -> str:
    if not shown.components:
        return ""
    rows = "".join(_component(part, reader) for part in shown.components)
    return f'<section><h2>{escape(reader.words.components)}</h2><ul class="parts sheet">{rows}</ul></section>'


def _component(part: Component, reader: Reader) -> str:
    foreign = reader.marked(reader.others[0])
    more = f'<br><span class="soft"{foreign}>{inline(part.description)}</span>' if part.description else ""
    said = escape(reader.words.conditions[part.condition])
    return (
        f'<li class="{part.condition.value}"><span class="what">'
        f"<span{foreign}>{inline(part.title)}</span>{more}</span>"
        f'<span class="how">{symbol(part.condition)} {said}</span></li>'
    )
