"""What people say of an incident's customers, and when its board is to be drawn anew."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, text, update

from bot.domain.impact import Board, Impact
from storage import boards
from storage.nouns import Shape, Upsert
from storage.ticket_tables import REDRAW_WAITS, impacts

_shape = Shape(Impact, impacts)
_LIMIT: Any = bindparam("limit")

_GET = select(*_shape.columns).where(impacts.c.incident == bindparam("of"))
_DUE = (
    select(impacts.c.incident, impacts.c.drawn_at)
    .where(text(REDRAW_WAITS), impacts.c.redraw_due <= bindparam("now"))
    .order_by(impacts.c.redraw_due)
    .limit(_LIMIT)
)
_TAKE = (
    update(impacts)
    .where(
        impacts.c.incident == bindparam("of"), text(REDRAW_WAITS), impacts.c.redraw_due <= bindparam("now")
    )
    .values(redraw_due=None, drawn_at=bindparam("now"))
    .returning(impacts.c.incident)
)
_DIRTY = (
    update(impacts)
    .where(impacts.c.incident == bindparam("of"), impacts.c.redraw_due.is_(None))
    .values(redraw_due=bindparam("due"))
)


def _put(insert_into: Any) -> Any:
    new = insert_into(impacts)
    said = ("stated", "stated_by", "stated_at", "sentiment", "sentiment_by", "sentiment_at")
    return new.on_conflict_do_update(
        index_elements=["incident"], set_={name: new.excluded[name] for name in said}
    )


_PUT = Upsert(_put)
_BEGIN = Upsert(lambda insert_into: insert_into(impacts).on_conflict_do_nothing())


class Impacts:
    """Keeps the promise of `bot.ports.Impacts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, incident: str) -> Impact:
        known = _shape.first(self._connection.execute(_GET, {"of": incident}))
        return known or Impact(incident=incident)

    def put(self, impact: Impact) -> None:
        _PUT.run(self._connection, _shape.row(impact))

    def changed(self, incident: str, now: datetime, *, pause: timedelta) -> None:
        known = self.of(incident)
        if known.redraw_due:
            return
        _BEGIN.run(self._connection, _shape.row(Impact(incident=incident)))
        due = max(now, known.drawn_at + pause) if known.drawn_at else now
        self._connection.execute(_DIRTY, {"of": incident, "due": due})

    def redraws_due(self, now: datetime, *, limit: int) -> list[tuple[str, datetime | None]]:
        due = self._connection.execute(_DUE, {"now": now, "limit": limit})
        return [(incident, drawn_at) for incident, drawn_at in due]

    def take_redraw(self, incident: str, now: datetime) -> bool:
        return self._connection.execute(_TAKE, {"of": incident, "now": now}).first() is not None

    def board(self, incident: str, now: datetime, *, top: str, cut_by: tuple[str, ...]) -> Board:
        return boards.board(self._connection, incident, now, top=top, cut_by=cut_by)
