"""The lint: what each rule remarks on, what it lets pass, and that no text wears it out."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.status_lint import MOST, lint
from bot.domain.status_remark import EXCERPT, RULES, Context, OwnRule, Severity
from bot.domain.status_texts import INTERNAL, TEXTS

NEXT = datetime(2026, 11, 28, 14, 20, tzinfo=UTC)
SEEN = Context(
    next_at=NEXT, people=("Ana Müller", "Mark", "Will Stone", "leo"), internal_hosts=("acme.test",)
)


def said(text: str, rule: str, seen: Context = SEEN) -> list[str]:
    return [one.excerpt for one in lint(text, seen) if one.rule == rule]


@pytest.mark.parametrize(
    ("rule", "language", "text", "place"),
    [
        ("host", "en", "It is 10.0.3.7 that fails.", "10.0.3.7"),
        ("host", "en", "It is fe80::1 that fails.", "fe80::1"),
        ("host", "de", "Betroffen ist db.eu.acme.test.", "db.eu.acme.test"),
        ("host", "en", "See ACME.TEST for more.", "ACME.TEST"),
        ("host", "fr", "La machine pay.internal ne répond pas.", "pay.internal"),
        ("host", "en", "The printer.local is gone.", "printer.local"),
        ("host", "en", "Traffic through gateway-7.eu fails.", "gateway-7.eu"),
        ("host", "es", "Falla prod-db-3 ahora.", "prod-db-3"),
        ("host", "zh-Hans", "服务器 web01.fra 出错。", "web01.fra"),
        ("path", "en", "The disk of /var/lib/postgresql is full.", "/var/lib/postgresql"),
        ("path", "en", r"See C:\Logs\pay.log there.", r"C:\Logs\pay.log"),
        ("path", "en", r"On \\files\share\x it is.", r"\\files\share\x"),
        ("path", "de", "Der Fehler liegt in checkout/handler.py.", "checkout/handler.py"),
        ("stack_trace", "en", "Traceback (most recent call last):", "Traceback (most recent call last)"),
        (
            "stack_trace",
            "en",
            "It says java.lang.NullPointerException to us",
            "java.lang.NullPointerException",
        ),
        ("stack_trace", "en", "  at com.acme.Pay.charge(Pay.java:42)", "at com.acme.Pay.charge("),
        ("stack_trace", "tr", "ValueError: invalid literal", "ValueError"),
        ("key", "en", "We follow it as INC-12.", "INC-12"),
        ("key", "de", "Siehe PAY-4711 dazu.", "PAY-4711"),
        ("person", "en", "Ana is looking into it.", "Ana"),
        ("person", "de", "Frau MÜLLER prüft es.", "MÜLLER"),
        ("person", "tr", "Mark'a sorduk.", "Mark"),
        ("person", "en", "Ask Leo about it.", "Leo"),
        ("jargon", "en", "We did a rollback of it.", "rollback"),
        ("jargon", "de", "Die Latenz ist hoch.", "Latenz"),
        ("jargon", "fr", "La latence est élevée.", "latence"),
        ("jargon", "es", "Hicimos un rollback.", "rollback"),
        ("jargon", "tr", "Bir rollback yaptık.", "rollback"),
        ("jargon", "zh-Hans", "我们已经回滚。", "回滚"),
        ("blame", "en", "This is due to our provider.", "due to our provider"),
        ("blame", "en", "It was a user error.", "user error"),
        ("blame", "de", "Grund war ein Bedienfehler.", "Bedienfehler"),
        ("blame", "fr", "C’est une erreur humaine.", "erreur humaine"),
        ("blame", "es", "Fue un error humano.", "error humano"),
        ("blame", "tr", "Bu bir kullanıcı hatası.", "kullanıcı hatası"),
        ("blame", "zh-Hans", "这是由于第三方供应商的原因。", "由于第三方"),
        ("leftover", "en", "Try this: {workaround}.", "{workaround}"),
        ("leftover", "en", "TODO: say more", "TODO"),
        ("leftover", "en", "It began at XXX.", "XXX"),
        ("leftover", "zh-Hans", "原因：？？？", "？？？"),
    ],
)
def test_a_rule_remarks_on_what_it_is_about(rule, language, text, place):
    assert said(text, rule, replace(SEEN, language=language)) == [place]


@pytest.mark.parametrize(
    ("rule", "language", "text"),
    [
        ("host", "en", "See https://status.acme.example or write to help@acme.example at 10:40."),
        ("host", "en", "Version 2.14 of the app, from 28.11.2026, is not-acme.test.example at all."),
        ("host", "en", "Office365.com and web-2.0 are fine; so is web3."),
        ("path", "en", "Sign in and/or pay 24/7 at acme.example/app/login, written in Node.js."),
        ("stack_trace", "en", "An error message appears at the checkout (see below). Error: card refused."),
        ("key", "en", "Since COVID-19 we write UTF-8, at 10:40 UTC-3."),
        ("person", "en", "We will mark it, and banana prices stay; will it work? You may pay."),
        ("jargon", "en", "It is slower than usual; configure nothing."),
        ("jargon", "fr", "La caisse répond lentement."),
        ("blame", "en", "Payments fail because the connection to banks was lost."),
        ("blame", "de", "Wir haben einen Fehler gemacht."),
        ("blame", "es", "Hemos cometido un fallo."),
        ("leftover", "es", "Todo está en orden. ¿De verdad?"),
        ("leftover", "en", "Is it back? Yes!"),
    ],
)
def test_a_rule_lets_pass_what_it_is_not_about(rule, language, text):
    assert not said(text, rule, replace(SEEN, language=language))


def test_what_is_said_quotes_the_place_and_says_what_to_write_instead():
    remarks = lint("We are back in 20 minutes, after a rollback.", SEEN)

    assert {one.rule: one.says for one in remarks} == {
        "repair_time": "“back in 20 minutes” promises a repair time. Say when you will write next instead.",
        "jargon": "“rollback” is an expert's word. Write “going back to the version before” instead.",
    }


def test_what_stops_it_is_said_first():
    remarks = lint("INC-12 and a rollback on 10.0.0.1, TODO, 14:20", SEEN)

    assert [one.severity for one in remarks] == [Severity.STOP] * 2 + [Severity.WARN] * 2


def test_our_own_people_may_read_hosts_paths_keys_names_and_jargon():
    text = "Ana did a rollback on 10.0.0.1, see /var/log/pay and INC-12; we write at 14:20."

    assert not lint(text, replace(SEEN, audience=INTERNAL))
    assert {one.rule for one in lint(text, SEEN)} == {"host", "path", "key", "person", "jargon"}


def test_our_own_people_are_promised_no_time_of_repair_either():
    assert said("Back in 20 minutes.", "repair_time", replace(SEEN, audience=INTERNAL))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_is_off_says_nothing(rule):
    text = (
        "Ana: back in 20 min due to our provider {x} /etc/hosts ValueError INC-1 rollback 10.0.0.1" + "!" * 20
    )
    seen = replace(SEEN, at_most=20, published=text, next_at=None)

    assert {one.rule for one in lint(text, seen)} == set(RULES)
    assert {one.rule for one in lint(text, replace(seen, off=frozenset({rule})))} == set(RULES) - {rule}


def test_a_language_that_is_not_understood_is_still_looked_at():
    seen = replace(SEEN, language="pt")

    assert [one.rule for one in lint("Falha em 10.0.0.1", seen)] == ["host", "next_update"]


def test_a_text_that_is_too_long_is_said_so():
    assert said("a" * 101, "length", replace(SEEN, at_most=100)) == [""]
    assert not said("a" * 100, "length", replace(SEEN, at_most=100))


def test_the_time_of_the_next_word_is_wanted_until_it_is_over():
    nothing = replace(SEEN, next_at=None)

    assert said("We write at 14:20.", "next_update", nothing)
    assert said("We will write again soon.", "next_update")
    assert said("We will write again tomorrow.", "next_update")
    assert not said("It is over.", "next_update", replace(nothing, phase="resolved"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We write again in an hour."),
        ("en", "We write again at 2 pm."),
        ("de", "Um 14 Uhr melden wir uns."),
        ("de", "In einer Stunde melden wir uns."),
        ("fr", "Nous écrirons à 14 h 20."),
        ("es", "Escribiremos en 20 minutos."),
        ("tr", "14.20'de yazacağız."),
        ("zh-Hans", "我们将在两小时内通报。"),
        ("zh-Hans", "我们将在下午三点通报。"),
        ("pt", "Escreveremos às 14:20."),
    ],
)
def test_many_ways_name_a_time(language, text):
    assert not said(text, "next_update", replace(SEEN, language=language))


def test_the_time_that_is_missing_is_said_as_customers_read_it():
    seen = replace(SEEN, zone=ZoneInfo("Europe/Berlin"))

    (remark,) = lint("We are looking into it.", seen)

    assert "28 November, 15:20 CET (UTC+1)" in remark.says


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Cards fail.  We write\nagain at 14:20.", Severity.STOP),
        ("Cards fail. We write again at 15:00.", Severity.WARN),
        ("Cards fail. We found why. We write again at 15:00.", None),
    ],
)
def test_news_without_news_is_remarked_on(text, severity):
    seen = replace(SEEN, published="Cards fail. We write again at 14:20.")

    assert [one.severity for one in lint(text, seen)] == ([severity] if severity else [])


def test_own_rules_know_words_and_patterns_and_may_be_off():
    words = OwnRule(name="product", says="It is called Acme.", words=("acme", "C++"), severity=Severity.STOP)
    pattern = OwnRule(name="caps", says="Do not shout.", pattern=re.compile("[A-Z]{4,}"))
    seen = replace(SEEN, own=(words, pattern))

    assert [(one.rule, one.excerpt) for one in lint("ACME in C++ at 14:20, not acmeology", seen)] == [
        ("product", "ACME"),
        ("product", "C++"),
        ("caps", "ACME"),
    ]
    assert not lint("ACME at 14:20", replace(seen, off=frozenset({"product", "caps"})))


def test_one_rule_says_no_more_than_can_be_read():
    text = "at 14:20 " + " ".join(f"INC-{number}" for number in range(100))

    assert len(lint(text, SEEN)) == MOST
    assert len(lint("at 14:20 " + "INC-7 " * 100, SEEN)) == 1


@given(some.text(max_size=300), some.sampled_from([*TEXTS, "pt", ""]), some.text(max_size=30))
def test_no_text_is_too_strange(text, language, name):
    seen = Context(language=language, published=text[::-1], people=(name,), internal_hosts=(name,))

    remarks = lint(text, seen)

    assert all(one.says and len(one.excerpt) <= EXCERPT and "\n" not in one.excerpt for one in remarks)


HOSTILE = {
    "letters": "a",
    "gaps": " ",
    "lines": "in 20 minutes\n",
    "loose": "14:20, ",
    "promises": "will be back in 20 minutes or later ",
    "commas": "back,in 20 minutes,",
    "colons": "a:",
    "dots": "a.",
    "slashes": "/etc/a",
    "braces": "{",
    "blame": "because of x x x x ",
    "verbs": "rararararararara ",
    "turkish": "çözülmeyecek ",
    "chinese": "因为的20分钟内恢复",
    "hosts": "gateway-7.eu.",
    "trace": 'at a.b.c.d File "',
}


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_text_is_read_to_its_end(hostile, language):
    """A pattern that goes back and forth in it would take hours."""
    remarks = lint((hostile * 100_000)[:100_000], replace(SEEN, language=language))

    assert any(one.rule == "length" for one in remarks)
