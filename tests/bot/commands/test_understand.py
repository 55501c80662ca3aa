"""What people really type, and what is understood of it."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.commands import understand

SEVERITIES = ("SEV1", "SEV2", "SEV3", "SEV4")
NOW = datetime(2026, 3, 2, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "severity", "title"),
    [
        ("sev1 Checkout is down", "SEV1", "Checkout is down"),
        ("Checkout is down sev1", "SEV1", "Checkout is down"),
        ("SEV-2: Checkout is slow", "SEV2", "Checkout is slow"),
        ("[sev 3] Search is slow", "SEV3", "Search is slow"),
        ("severity 1 — Login fails", "SEV1", "Login fails"),
        ("p1 Login fails", "SEV1", "Login fails"),
        ("Login fails (sev2)", "SEV2", "Login fails"),
        ("Login fails, sev 2.", "SEV2", "Login fails"),
        ("sev1", "SEV1", ""),
        ("Checkout is down", "", "Checkout is down"),
        ("", "", ""),
        ("sev9 Checkout", "", "sev9 Checkout"),
        ("Customers land in P1", "", "Customers land in P1"),
        ("S3 uploads fail sev2", "SEV2", "S3 uploads fail"),
        ("sev1 S3 uploads fail", "SEV1", "S3 uploads fail"),
        ("severe delays in mail", "", "severe delays in mail"),
    ],
)
def test_severity_and_title_are_understood_in_any_order_and_spelling(typed, severity, title):
    found = understand.declaration(typed, SEVERITIES)

    assert (found.severity, found.title) == (severity, title)


@pytest.mark.parametrize(
    "typed",
    [
        '"Checkout is down"',
        "'Checkout is down'",
        "“Checkout is down”",
        "„Checkout is down“",
        "„Checkout is down”",
        "”Checkout is down”",
        "«Checkout is down»",
        "»Checkout is down«",
        "‘Checkout is down’",
        "`Checkout is down`",
        "「Checkout is down」",
    ],
)
def test_quotes_around_the_whole_title_are_not_part_of_it(typed):
    for words in (f"sev1 {typed}", f"{typed} sev1", f"{typed[0]}sev1 Checkout is down{typed[-1]}"):
        found = understand.declaration(words, SEVERITIES)

        assert (found.severity, found.title) == ("SEV1", "Checkout is down"), words


@pytest.mark.parametrize(
    "title",
    [
        'Page says "declined"',
        "🔥 Checkout 💳 is down",
        "Zahlung mit Karte schlägt fehl",
        "الدفع لا يعمل",
        "\u200fתשלומים נכשלים\u200f",
        "決済が失敗する",
        "https://status.acme.test/?q=a&b=<1>",
        "<!channel> & <@U012> *bold*",
        "it's O'Brien's basket",
        "C:\\checkout --dry-run",
    ],
)
def test_a_title_stays_as_it_was_typed(title):
    found = understand.declaration(f"sev1 {title}", SEVERITIES)

    assert (found.severity, found.title) == ("SEV1", title)


@pytest.mark.parametrize(
    ("typed", "flags"),
    [
        ("sev1 Checkout is down --private", {"private"}),
        ("--drill sev1 Checkout is down", {"drill"}),
        ("sev1 --test Checkout is down", {"drill"}),
        ("sev1 Checkout —exercise is down", {"drill"}),
        ("sev1 Checkout is down –here —PRIVATE", {"here", "private"}),
        ("sev1 Checkout is down\n--private", {"private"}),
    ],
)
def test_flags_stand_anywhere_also_when_the_keyboard_made_dashes_of_them(typed, flags):
    found = understand.declaration(typed, SEVERITIES)

    assert found.flags == flags
    assert (found.severity, found.title) == ("SEV1", "Checkout is down")


def test_a_word_that_only_begins_like_a_flag_is_part_of_the_title():
    found = understand.declaration("sev1 Flag --private-mode breaks login", SEVERITIES)

    assert found.flags == set()
    assert found.title == "Flag --private-mode breaks login"


def test_lines_behind_the_first_describe_it():
    found = understand.declaration("sev2 Checkout is down\nSince 9:00\n\nOnly cards", SEVERITIES)

    assert found.title == "Checkout is down"
    assert found.description == "Since 9:00\n\nOnly cards"


def test_severities_are_called_as_the_settings_say():
    found = understand.declaration("critical Checkout is down", ("Critical", "Minor"))

    assert (found.severity, found.title) == ("Critical", "Checkout is down")


@pytest.mark.parametrize("typed", ["1", "sev1", "SEV 1", "sev-1", "s1", "p1", "[SEV1]", " severity 1 "])
def test_a_severity_alone_may_be_written_in_many_ways(typed):
    assert understand.severity(typed, SEVERITIES) == "SEV1"


@pytest.mark.parametrize(
    ("typed", "severity", "why"),
    [
        ("2 because only Europe hurts", "SEV2", "because only Europe hurts"),
        ("sev 3: workaround found", "SEV3", "workaround found"),
        ("high", "", "high"),
    ],
)
def test_a_change_of_severity_may_say_why(typed, severity, why):
    assert understand.reasoned(typed, SEVERITIES) == (severity, why)


@pytest.mark.parametrize(
    ("typed", "key", "rest"),
    [
        ("INC-12 fixed", "INC-12", "fixed"),
        ("inc12: fixed", "INC-12", "fixed"),
        ("inc-012", "INC-12", ""),
        ("INC-1\nfixed", "INC-1", "\nfixed"),
        ("since noon", "", "since noon"),
        ("including 3", "", "including 3"),
        ("", "", ""),
    ],
)
def test_a_leading_key_names_the_incident(typed, key, rest):
    assert understand.leading_key(typed) == (key, rest)


@pytest.mark.parametrize(
    ("typed", "zone", "at", "rest"),
    [
        ("08:42 Eve restarted", "", "2026-03-02T08:42", "Eve restarted"),
        ("8:42: Eve restarted", "", "2026-03-02T08:42", "Eve restarted"),
        ("at 08:42, Eve restarted", "", "2026-03-02T08:42", "Eve restarted"),
        ("08:42 Uhr Neustart", "", "2026-03-02T08:42", "Neustart"),
        ("8:42am Eve restarted", "", "2026-03-02T08:42", "Eve restarted"),
        ("11:05 p.m. Eve restarted", "", "2026-03-01T23:05", "Eve restarted"),
        ("12:05 am Eve restarted", "", "2026-03-02T00:05", "Eve restarted"),
        ("10:00 restarted", "Europe/Berlin", "2026-03-02T09:00", "restarted"),
        ("10:00 restarted", "Nowhere/Land", "2026-03-01T10:00", "restarted"),
        ("08:00Z restarted", "Europe/Berlin", "2026-03-02T08:00", "restarted"),
        ("08:00 UTC restarted", "America/New_York", "2026-03-02T08:00", "restarted"),
        ("23:50 before midnight", "", "2026-03-01T23:50", "before midnight"),
        ("yesterday 23:50 it began", "", "2026-03-01T23:50", "it began"),
        ("yesterday at 08:00 it began", "", "2026-03-01T08:00", "it began"),
        ("2026-02-27 17:30 deployed", "", "2026-02-27T17:30", "deployed"),
        ("2026-02-27T17:30:12Z deployed", "", "2026-02-27T17:30", "deployed"),
        ("5m ago Restarted", "", "2026-03-02T09:07", "Restarted"),
        ("90 min ago: Restarted", "", "2026-03-02T07:42", "Restarted"),
        ("1h30m ago Restarted", "", "2026-03-02T07:42", "Restarted"),
        ("2 hours ago Restarted", "", "2026-03-02T07:12", "Restarted"),
        ("1 day ago deployed", "", "2026-03-01T09:12", "deployed"),
    ],
)
def test_a_note_may_begin_with_when_it_happened(typed, zone, at, rest):
    assert understand.instant(typed, NOW, zone) == (datetime.fromisoformat(f"{at}+00:00"), rest)


@pytest.mark.parametrize(
    "typed",
    [
        "10.42 percent of payments fail",
        "3.11 is broken",
        "25:00 is no time",
        "2026-02-30 10:00 is no day",
        "10:4 of them",
        "10 minutes to go",
        "5mango trees",
        "",
    ],
)
def test_a_note_that_merely_begins_with_figures_is_about_now(typed):
    assert understand.instant(typed, NOW, "Europe/Berlin") == (None, typed)


@pytest.mark.parametrize(
    ("now", "typed", "at"),
    [
        # In autumn 02:10 comes twice; it is the latest one that has passed.
        ("2026-10-25T00:30", "02:10 x", "2026-10-25T00:10"),
        ("2026-10-25T01:30", "02:10 x", "2026-10-25T01:10"),
        ("2026-10-25T01:05", "02:50 x", "2026-10-25T00:50"),
        # In spring 02:30 does not exist; yesterday's noon is a day of 23 hours away.
        ("2026-03-29T09:00", "yesterday 12:00 x", "2026-03-28T11:00"),
        ("2026-03-29T09:00", "01:30 x", "2026-03-29T00:30"),
        ("2026-03-29T09:00", "03:30 x", "2026-03-29T01:30"),
    ],
)
def test_times_are_right_on_days_when_clocks_are_changed(now, typed, at):
    moment = datetime.fromisoformat(f"{now}+00:00")

    found, _ = understand.instant(typed, moment, "Europe/Berlin")

    assert found == datetime.fromisoformat(f"{at}+00:00")


@settings(max_examples=60)
@given(st.text())
@example("\x00")
@example("sev1 \ud800")
def test_whatever_is_declared_is_understood_somehow(words):
    found = understand.declaration(words, SEVERITIES)

    assert found.severity in {"", *SEVERITIES}
    understand.leading_key(words)
    understand.severity(words, SEVERITIES)
    understand.reasoned(words, SEVERITIES)


@settings(max_examples=60)
@given(
    st.one_of(
        st.text(),
        st.from_regex(r"\A(at )?(\d{4}-\d{2}-\d{2}|yesterday)? ?\d{1,2}:\d{2} ?([ap]m|z)?.{0,5}\Z"),
        st.from_regex(r"\A(\d{1,4} ?(m|h|d|s) ?){1,3}ago.{0,3}\Z"),
    ),
    st.sampled_from(["", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "\x00", "../etc"]),
)
@example("0001-01-01 00:00 x", "Europe/Berlin")
@example("9999-12-31 23:59 x", "America/New_York")
def test_whatever_a_note_begins_with_never_breaks(words, zone):
    at, rest = understand.instant(words, NOW, zone)

    assert rest == words if at is None else words.endswith(rest)
