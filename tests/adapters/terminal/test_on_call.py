"""`caseline oncall`: what it prints, for people and for machines."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.terminal.on_call import on_call
from bot.config import Settings
from bot.errors import NotFound

NOW = datetime(2026, 1, 5, 12, 30, tzinfo=UTC)
OFFICE: dict[str, Any] = {
    "name": "office",
    "people": "ana",
    "since": "2026-01-05",
    "only": "mon-fri 09:00-17:00",
}
NIGHTS: dict[str, Any] = {
    "name": "nights",
    "people": ["leo", "ana"],
    "rotate": "daily",
    "since": "2026-01-05",
}
PEOPLE: dict[str, Any] = {name: {} for name in ("ana", "leo", "eve")}
STAND_IN = {"person": "eve", "since": "2026-01-05 13:00", "until": "2026-01-05 15:00", "instead_of": "ana"}


def settings(*layers: dict[str, Any], **more: object) -> Settings:
    rota = {"timezone": "Europe/Berlin", "layers": layers} | more
    return Settings.model_validate(
        {"people": PEOPLE, "teams": {"support": {"oncall": "desk"}}, "rotas": {"desk": rota}}
    )


def lines(given: Settings, name: str = "", at: datetime = NOW) -> list[list[str]]:
    return [line.split() for line in on_call(given, name, at, as_data=False).splitlines()]


def test_now_next_and_then_are_told_in_the_zone_of_the_rota():
    text = on_call(settings(OFFICE, NIGHTS, overrides=[STAND_IN]), "support", NOW, as_data=False)

    assert text.splitlines() == [
        "desk · Europe/Berlin · at 2026-01-05 13:30 CET · for support",
        "  now   eve  2026-01-05 13:00 CET  to 2026-01-05 15:00 CET  stands in for ana",
        "  next  ana  2026-01-05 15:00 CET  to 2026-01-05 17:00 CET  layer office",
    ]


def test_the_one_after_whoever_goes_on_has_a_line():
    given = settings(NIGHTS | {"people": ["ana", "ana", "leo"]})

    assert [line[:2] for line in lines(given)[1:]] == [["now", "ana"], ["next", "ana"], ["then", "leo"]]


def test_times_without_anybody_stand_where_they_belong():
    before, *_ = lines(settings(OFFICE), at=NOW)[1:]
    evening = lines(settings(OFFICE, around_the_clock=False), at=NOW.replace(hour=20))[1:]

    assert before[:2] == ["now", "ana"]
    assert [line[:2] for line in evening] == [["now", "nobody"], ["next", "ana"]]


def test_a_rota_that_has_ended_has_nobody_from_now_on():
    assert lines(settings(NIGHTS | {"until": "2026-01-05 12:00"}))[1:] == [
        ["now", "nobody", "2026-01-05", "13:30", "CET", "on"]
    ]


def test_seconds_are_told_where_they_matter():
    assert "at 2026-01-05 13:30:07 CET" in on_call(settings(NIGHTS), "", NOW.replace(second=7), as_data=False)


def test_machines_get_the_same():
    given = settings(OFFICE, overrides=[STAND_IN], around_the_clock=False)

    data = json.loads(on_call(given, "desk", NOW, as_data=True))

    assert data["at"] == "2026-01-05T12:30:00+00:00"
    [rota] = data["rotas"]
    assert (rota["rota"], rota["teams"], rota["timezone"]) == ("desk", ["support"], "Europe/Berlin")
    assert (rota["now"]["person"], rota["now"]["stands_in"], rota["now"]["instead_of"]) == (
        "eve",
        True,
        "ana",
    )
    assert rota["next"]["since"] == "2026-01-05T14:00:00+00:00"
    assert (rota["then"], rota["nobody"]) == (None, [])


def test_without_rotas_people_are_told_where_to_write_one_and_machines_get_none():
    with pytest.raises(NotFound, match="write one under `rotas` in the settings"):
        on_call(Settings(), "", NOW, as_data=False)
    assert json.loads(on_call(Settings(), "", NOW, as_data=True))["rotas"] == []


def test_a_name_that_is_not_there_is_said_with_those_that_are():
    with pytest.raises(NotFound, match=r"nor a rota called paris\.\nThere are: support, desk\."):
        on_call(settings(NIGHTS), "paris", NOW, as_data=False)


def test_a_layers_name_moves_no_cursor():
    text = on_call(settings(NIGHTS | {"name": "\x1b[2Jx"}, OFFICE), "", NOW, as_data=False)

    assert "\x1b" not in text
    assert "\\u001b[2Jx" in text
