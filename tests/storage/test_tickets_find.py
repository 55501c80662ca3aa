"""Known tickets are found by words, whatever stands in them."""

from datetime import UTC, datetime

import pytest

from bot.domain.ticket import Gone, Ticket, TicketStatus
from storage.unit_of_work import Database

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def put(database: Database, id: str, subject: str, *, minute: int | None = 0, **more: object) -> None:
    known: dict[str, object] = {
        "system": "zendesk",
        "id": id,
        "subject": subject,
        "url": "",
        "status": TicketStatus.OPEN,
        "updated_at": AT.replace(minute=minute) if minute is not None else None,
    }
    with database.change() as work:
        work.tickets.put(Ticket(**known | more))  # type: ignore[arg-type]


def found(database: Database, *words: str, limit: int = 10) -> list[str]:
    with database.read() as work:
        return [one.id for one in work.tickets.find(words, limit=limit)]


def test_every_word_has_to_stand_somewhere_in_the_ticket(database):
    put(database, "1", "Card declined", requester_name="Kim O'Hara", organisation_name="Acme GmbH")
    put(database, "2", "Card declined", requester_email="leo@globex.test")

    assert found(database, "card", "ACME") == ["1"]
    assert found(database, "o'hara") == ["1"]
    assert found(database, "LEO@globex", "declined") == ["2"]
    assert found(database, "card", "nobody") == []


def test_the_newest_come_first_and_undated_ones_last(database):
    put(database, "1", "Card", minute=1)
    put(database, "2", "Card", minute=None)
    put(database, "3", "Card", minute=9)

    assert found(database, "card") == ["3", "1", "2"]
    assert found(database, "card", limit=1) == ["3"]


def test_without_words_only_open_tickets_are_found(database):
    put(database, "1", "Card", status=TicketStatus.SOLVED)
    put(database, "2", "Card", gone=Gone.DELETED)
    put(database, "3", "Card", status=TicketStatus.ON_HOLD, minute=9)

    assert found(database) == ["3"]
    assert found(database, "card") == ["3", "1"]


@pytest.mark.parametrize(
    ("word", "ids"), [("%", ["1"]), ("_", ["2"]), ("\\", ["3"]), ("'", ["4"]), ("/", [])]
)
def test_wildcards_and_quotes_are_letters(database, word, ids):
    for id, subject in {"1": "100%", "2": "off_by", "3": "a\\b", "4": "it's"}.items():
        put(database, id, subject)

    assert found(database, word) == ids


def test_letters_beyond_ascii_are_found_as_they_were_written(database):
    put(database, "1", "Ärger mit تعذّر Überweisung")

    assert found(database, "Ärger", "تعذّر") == ["1"]
