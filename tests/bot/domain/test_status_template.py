"""Templates: what is filled in, what is left out, and what is refused."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.status_facts import Facts
from bot.domain.status_moment import moment
from bot.domain.status_template import FIELDS, INSIDE, fields, filled
from bot.domain.status_texts import AUDIENCES, TEXTS, spoken
from tests.bot.domain.status_stories import FACTS, SINCE, TOLD

ENGLISH = TOLD["en"]
PHASES = ("investigating", "identified", "monitoring", "resolved", "no_news")
GRID = [(language, audience, phase) for language in TEXTS for audience in AUDIENCES for phase in PHASES]


def test_a_line_whose_fact_is_not_known_is_left_out():
    template = "{title}.\nTry this: {workaround}.\nSeen: {symptom}.\n\nMore by {next_at}."

    text = filled(template, Facts(title="Slow", symptom="Waiting"))

    assert text == "Slow.\nSeen: Waiting."


def test_a_paragraph_of_which_nothing_is_left_leaves_one_gap():
    text = filled("{title}\n\n{cause}\n\n{remedy}\n\nBye", Facts(title="Slow"))

    assert text == "Slow\n\nBye"


def test_nobody_counted_is_not_said_as_nought():
    assert filled("Hit: {affected}", Facts(title="Slow")) == ""
    assert filled("Hit: {affected}", Facts(title="Slow", affected=12000)) == "Hit: 12000"


def test_a_fact_that_ends_its_own_sentence_gets_no_second_full_stop():
    assert filled("See: {symptom}. Bye", Facts(title="", symptom="It fails.")) == "See: It fails. Bye"
    assert filled("{symptom}。", Facts(title="", symptom="失败了。"), "zh-Hans") == "失败了。"


def test_a_fact_stands_on_one_line_whatever_is_in_it():
    assert filled("{workaround}", Facts(title="", workaround=" one\n\n two\t")) == "one two"


@pytest.mark.parametrize("foreign", ["{next_at}", "{0}", "{title.__class__}", "}{", "{{", "%s", "${HOME}"])
def test_what_stands_in_a_fact_is_never_a_template(foreign):
    assert filled("It is {title}!", replace(ENGLISH, title=foreign)) == f"It is {foreign}!"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{tilte}", r"there is no field \{tilte\}; here may stand \{title\}"),
        ("{}", r"there is no field \{\}"),
        ("{0}", r"there is no field \{0\}"),
        ("{title.real}", r"there is no field \{title.real\}"),
        ("{title[0]}", r"there is no field \{title\[0\]\}"),
        ("{title!r}", "nothing but its name"),
        ("{since:%H:%M}", "nothing but its name"),
        ("{title", "braces"),
        ("title}", "braces"),
        ("{title\n}", "braces"),
        ("{{title}", "braces"),
        ("{a{title}}", "braces|no field"),
    ],
)
def test_a_template_with_a_mistake_is_refused(template, said):
    with pytest.raises(ValueError, match=said):
        fields(template)
    with pytest.raises(ValueError, match=said):
        filled(template, ENGLISH)


def test_two_braces_write_one():
    assert fields("{{title}}") == set()
    assert filled("{{{title}}}", Facts(title="a")) == "{a}"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "28 November, 10:05 UTC"),
        ("de", "28. November um 10:05 Uhr UTC"),
        ("fr", "28 novembre à 10\xa0h\xa005 UTC"),
        ("es", "28 de noviembre, 10:05 UTC"),
        ("tr", "28 Kasım 10:05 UTC"),
        ("zh-Hans", "11月28日 10:05 UTC"),
        ("pt", "2026-11-28 10:05 UTC"),
    ],
)
def test_an_instant_is_written_in_the_way_of_the_language(language, written):
    assert moment(SINCE, language) == written


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (ZoneInfo("Europe/Berlin"), "28 November, 11:05 CET (UTC+1)"),
        (ZoneInfo("Europe/Istanbul"), "28 November, 13:05 UTC+3"),
        (ZoneInfo("Asia/Kolkata"), "28 November, 15:35 IST (UTC+5:30)"),
        (ZoneInfo("America/St_Johns"), "28 November, 06:35 NST (UTC-3:30)"),
        (timezone(timedelta(hours=14)), "29 November, 00:05 UTC+14"),
        (ZoneInfo("Europe/London"), "28 November, 10:05 GMT"),
    ],
)
def test_an_instant_always_says_its_zone(zone, written):
    assert moment(SINCE, "en", zone) == written


def test_an_instant_at_the_edge_of_time_is_written_all_the_same():
    assert moment(datetime.max.replace(tzinfo=UTC), "en", ZoneInfo("Asia/Tokyo")) == "31 December, 23:59 UTC"
    assert moment(datetime.min.replace(tzinfo=UTC), "pt", ZoneInfo("US/Hawaii")) == "0001-01-01 00:00 UTC"


def test_the_first_of_a_month_is_french():
    assert moment(datetime(2026, 1, 1, 9, 0, tzinfo=UTC), "fr").startswith("1er janvier à 9\xa0h")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("de-AT", "de"),
        ("EN-gb", "en"),
        ("zh", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh-TW", ""),
        ("zh-Hant", ""),
        ("pt", ""),
        ("", ""),
    ],
)
def test_readers_get_a_language_in_which_they_are_at_home(asked, found):
    assert spoken(asked) == found


@pytest.mark.parametrize(("language", "audience", "phase"), GRID)
def test_every_default_says_all_that_is_known_and_nothing_that_is_not(language, audience, phase):
    template = TEXTS[language][audience][phase]

    bare = filled(template, Facts(title="§"), language)
    full = filled(template, TOLD[language], language)

    assert "§" in bare
    assert "None" not in bare
    assert "  " not in full
    assert not re.search(r"[.。]{2}|: ?\.|：。", full)


@pytest.mark.parametrize(("language", "audience", "phase"), GRID)
def test_every_default_says_when_the_next_word_comes_but_the_last(language, audience, phase):
    assert ("next_at" in fields(TEXTS[language][audience][phase])) is (phase != "resolved")


@pytest.mark.parametrize("language", TEXTS)
def test_only_our_own_people_are_told_counts(language):
    named = {
        audience: set().union(*map(fields, TEXTS[language][audience].values())) for audience in AUDIENCES
    }

    assert named["internal"] == set(FIELDS) - set(INSIDE)
    assert named["customers"] == set(FIELDS) - set(INSIDE) - {"affected"}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_language_leaves_out_and_says_the_same(language, audience):
    for phase in PHASES:
        ours, english = (fields(TEXTS[one][audience][phase]) for one in (language, "en"))
        assert ours == english


@given(FACTS, some.sampled_from(GRID), some.timezones())
def test_filling_never_raises_and_leaves_no_brace_of_the_template(facts, place, zone):
    language, audience, phase = place
    template = TEXTS[language][audience][phase]
    plain = replace(
        facts,
        **{
            name: getattr(facts, name).replace("{", "").replace("}", "")
            for name in ("title", "symptom", "workaround", "cause", "remedy")
        },
        components=("a",),
    )

    assert filled(template, facts, language, zone) is not None
    assert not set("{}") & set(filled(template, plain, language, zone))


@given(some.text(alphabet=some.sampled_from("{}ab\n .!:[]0 title"), max_size=40), FACTS)
def test_a_template_is_either_refused_or_filled(template, facts):
    try:
        fields(template)
    except ValueError:
        with pytest.raises(ValueError):
            filled(template, facts)
    else:
        filled(template, facts)
