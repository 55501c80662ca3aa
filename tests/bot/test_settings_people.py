"""Settings of people and teams: as whom they are known, whose tickets are theirs, and when they rest."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.config import Settings, load
from bot.errors import SettingsError
from bot.settings_people import Identity
from bot.settings_tickets import Tickets


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Settings:
        path = tmp_path / "caseline.yml"
        path.write_text(text, encoding="utf-8")
        return load(path, {})

    return read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people: {a: {zendesk: [1]}}", "people.a.zendesk: expected text"),
        ("people: {a: {zendesk: true}}", "people.a.zendesk: expected text"),
        ("people: {a: {zendesk: 4}, b: {zendesk: '4'}}", "people.b.zendesk: a has the same one"),
        ("people: {a: {github: Ana}, b: {github: ana}}", "people.b.github: a has the same one"),
        ("people: {a: {zendsk: 4}}", "people.a.zendsk: there is no such setting; did you mean zendesk?"),
        ("people: {a: {prefers: irc}}", "people.a.prefers: expected 'slack', 'teams', 'playground' or ''"),
        ("people: {a: {quiet: night}}", 'people.a.quiet[0]: expected times such as "09:00-17:30"'),
        ("people: {a: {quiet: 22-7}}", "people.a.quiet[0]: expected times such as 09:00"),
        ("people: {a: {quiet: '00:00-24:00'}}", "people.a.quiet: leaves no time at which this person"),
        ("people: {a: {quiet: ['18:00-09:00', '08:00-18:00']}}", "people.a.quiet: leaves no time"),
        ("people: {a: {timezone: Berlin}}", "people.a.timezone: there is no time zone Berlin"),
        ("teams: {s: {channel: support}}", "teams.s.channel: is not written as expected"),
        ("teams: {s: {manager: zoe}}", "teams.s.manager: zoe is not among people"),
        ("teams: {s: {owner: zoe}}", "teams.s.owner: zoe is not among people"),
        ("teams: {s: {groups: Shop}}", "teams.s.groups: expected a list"),
        ("teams: {s: {groups: [Shop]}, t: {groups: [shop]}}", "teams.t.groups: shop is s's already"),
        ("duty_manager: zoe", "duty_manager: zoe is not among people"),
        ("breach_reasons: {}", "breach_reasons: expected at least one"),
        ("breach_reasons: {missed: ''}", "breach_reasons.missed: expected some text"),
        ("breach_reasons: {No Staff: x}", "breach_reasons.No Staff: is no good name"),
    ],
)
def test_a_mistake_is_one_line_with_its_path(read, text, said):
    with pytest.raises(SettingsError) as caught:
        read(text)

    (found,) = caught.value.findings
    assert found.partition("caseline.yml: ")[2].startswith(said)


def test_a_person_may_have_an_id_in_every_desk():
    assert set(Tickets.model_fields) <= set(Identity.model_fields)


def test_an_id_of_a_desk_may_be_a_number(read):
    settings = read("people: {ana: {email: ana@acme.test, slack: U012, teams: 29:1x, zendesk: 4411}}")

    assert settings.people["ana"].zendesk == "4411"
    assert settings.people["ana"].teams == "29:1x"


def test_a_person_is_found_at_a_desk_by_id_and_then_by_address():
    people = {
        "ana": {"email": "ana@acme.test", "zendesk": "4411", "github": "Ana-Acme"},
        "leo": {"email": "Leo@acme.test", "playground": "leo"},
    }
    settings = Settings.model_validate({"people": people})

    assert settings.person_at_desk("zendesk", "4411", "leo@acme.test") == "ana"
    assert settings.person_at_desk("zendesk", "9", "leo@ACME.test") == "leo"
    assert settings.person_at_desk("github", "ana-acme", "") == "ana"
    assert settings.person_at_desk("freshdesk", "4411", "") == ""
    assert settings.person_at_desk("zendesk", "", "") == ""
    assert settings.person_at_desk("sandbox", "leo", "") == "leo"
    assert settings.person_at_desk("timezone", "utc", "nobody@acme.test") == ""


def test_an_id_in_a_desk_is_no_id_in_a_chat():
    ana = Identity(slack="U1", zendesk="4411")

    assert ana.ids == ("slack:U1",)


def test_the_preferred_chat_is_the_one_in_which_a_person_is_reached():
    both = {"slack": "U1", "teams": "29:1x"}

    assert Identity(**both).reached_as == "slack:U1"
    assert Identity(**both, prefers="teams").reached_as == "teams:29:1x"
    assert Identity(slack="U1", prefers="teams").reached_as == "slack:U1"
    assert Identity(email="ana@acme.test", prefers="teams").reached_as == ""


def test_a_group_of_a_desk_is_one_teams_however_it_is_written():
    settings = Settings.model_validate({"teams": {"shop": {"groups": ["Shop"]}, "rest": {}}})

    assert (settings.team_of("sHOP"), settings.team_of("Billing"), settings.team_of("")) == ("shop", "", "")


def test_without_quiet_hours_a_person_may_always_be_disturbed():
    assert Identity(timezone="Europe/Berlin").open_hours() is None


def test_a_quiet_night_ends_in_the_morning_of_its_zone():
    ana = Identity.model_validate({"quiet": "22:00-07:00", "timezone": "Europe/Berlin"})
    hours = ana.open_hours()
    assert hours is not None

    summer, winter = datetime(2026, 7, 1, 20, tzinfo=UTC), datetime(2026, 12, 1, 21, tzinfo=UTC)

    assert hours.next_open(summer) == datetime(2026, 7, 2, 5, tzinfo=UTC)
    assert hours.next_open(winter) == datetime(2026, 12, 2, 6, tzinfo=UTC)
    assert hours.is_open(datetime(2026, 7, 1, 19, 59, tzinfo=UTC))


_minute = some.integers(0, 24 * 60 - 1)
_stretch = some.tuples(_minute, _minute).filter(lambda ends: ends[0] != ends[1])


@given(some.lists(_stretch, min_size=1, max_size=4), _minute)
def test_every_minute_is_either_quiet_or_open(stretches, minute):
    at = datetime(2026, 3, 29, minute // 60, minute % 60, tzinfo=UTC)
    is_quiet = [
        start <= minute < end if start < end else minute >= start or minute < end for start, end in stretches
    ]
    try:
        ana = Identity(quiet=tuple(f"{_time(start)}-{_time(end)}" for start, end in stretches))
    except ValueError:
        assert any(is_quiet)
        return

    hours = ana.open_hours()

    assert hours is not None
    assert hours.is_open(at) is not any(is_quiet)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
