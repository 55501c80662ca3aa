"""Settings of status updates: whose words drafts begin with, and what is refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.config import Settings, load
from bot.domain.status_lint import lint
from bot.domain.status_remark import Context, Severity
from bot.domain.status_texts import AUDIENCES, TEXTS
from bot.errors import SettingsError
from bot.settings_status import StatusUpdates


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Settings:
        path = tmp_path / "caseline.yml"
        path.write_text(f"status_updates: {text}", encoding="utf-8")
        return load(path, {})

    return read


OURS = {
    "languages": ("de", "en"),
    "templates": {
        "investigating": {"customers": {"en": "Ours: {title}"}, "internal": {"de": "Unser: {title}"}},
        "verifying": {"customers": {"de": "Wir prüfen: {title}"}},
    },
}


def test_without_settings_everything_is_ours_in_english():
    updates = StatusUpdates()

    assert updates.languages == ("en",)
    assert updates.zone == ZoneInfo("UTC")
    assert updates.template("resolved", "customers", "en") == (TEXTS["en"]["customers"]["resolved"], "en")


@pytest.mark.parametrize(
    ("phase", "audience", "language", "text", "really"),
    [
        ("investigating", "customers", "en", "Ours: {title}", "en"),
        ("investigating", "customers", "en-GB", "Ours: {title}", "en"),
        ("investigating", "internal", "de", "Unser: {title}", "de"),
        ("investigating", "customers", "fr", TEXTS["fr"]["customers"]["investigating"], "fr"),
        ("investigating", "customers", "zh", TEXTS["zh-Hans"]["customers"]["investigating"], "zh-Hans"),
        ("investigating", "customers", "pt", TEXTS["de"]["customers"]["investigating"], "de"),
        ("monitoring", "internal", "en", TEXTS["en"]["internal"]["monitoring"], "en"),
        ("verifying", "customers", "fr", "Wir prüfen: {title}", "de"),
        ("verifying", "internal", "de", "Unser: {title}", "de"),
        ("waiting", "customers", "en", "Ours: {title}", "en"),
    ],
)
def test_own_words_come_first_then_ours_then_the_first_language(phase, audience, language, text, really):
    assert StatusUpdates.model_validate(OURS).template(phase, audience, language) == (text, really)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_language_of_which_nothing_is_known_ends_in_english(audience):
    updates = StatusUpdates(languages=("pt", "fi"))

    assert updates.template("no_news", audience, "fi") == (TEXTS["en"][audience]["no_news"], "en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{languages: []}", "status_updates.languages"),
        ("{languages: [english]}", "status_updates.languages[0]"),
        ("{languages: [en, de, en]}", "status_updates.languages: en is named twice"),
        ("{timezone: Mars/Olympus}", "status_updates.timezone"),
        (
            "{templates: {identified: {customers: {en: 'It is {eta}'}}}}",
            "status_updates.templates.identified.customers.en: there is no field {eta}",
        ),
        ("{templates: {identified: {internal: {de: 'It is {title'}}}}", "identified.internal.de: its braces"),
        ("{templates: {identified: {everybody: {de: 'It'}}}}", "status_updates.templates.identified"),
        ("{templates: {thinking: {customers: {en: Hm}}}}", "templates.thinking: is not among phases"),
        ("{lint: {off: [spelling]}}", "status_updates.lint: off: spelling is no rule"),
        ("{lint: {at_most: 5}}", "status_updates.lint.at_most"),
        ("{lint: {internal_hosts: ['http://a b']}}", "status_updates.lint.internal_hosts[0]"),
        ("{lint: {rules: [{name: a, pattern: '(', says: Why}]}}", "lint.rules[0].pattern: is no pattern"),
        ("{lint: {rules: [{name: a, pattern: '" + "a" * 201 + "', says: Why}]}}", "lint.rules[0].pattern"),
        ("{lint: {rules: [{name: a, says: Why}]}}", "lint.rules[0]: a: give either words or a pattern"),
        (
            "{lint: {rules: [{name: a, words: b, pattern: c, says: Why}]}}",
            "a: give either words or a pattern",
        ),
        ("{lint: {rules: [{name: host, words: a, says: Why}]}}", "host: is one of the rules that are always"),
        (
            "{lint: {rules: [{name: a, words: a, says: Why}, {name: a, words: b, says: Why}]}}",
            "lint: rules: a is named twice",
        ),
        ("{lint: {rules: [{name: a, words: a, says: Why, severity: loud}]}}", "lint.rules[0].severity"),
        ("{tone: kind}", "status_updates.tone"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(read, text, said):
    with pytest.raises(SettingsError) as refused:
        read(text)

    assert said in str(refused.value)


def test_a_context_is_completed_with_what_settings_know(read):
    updates = read(
        "{timezone: Europe/Berlin, lint: {off: [jargon], internal_hosts: [acme.test], at_most: 300, rules: ["
        "{name: product, words: [Acme Pay], says: It is called Pay., severity: stop}, "
        "{name: shouting, pattern: 'so+ sorry', says: Be calm.}]}}"
    ).status_updates
    seen = updates.looked_at(
        Context(next_at=datetime(2026, 11, 28, 14, 20, tzinfo=UTC), off=frozenset({"key"}), people=("Ana",))
    )

    remarks = lint("Sooo sorry: acme pay did a rollback on db.acme.test for INC-1, more at 15:20", seen)

    assert seen.people == ("Ana",)
    assert seen.at_most == 300
    assert seen.zone == ZoneInfo("Europe/Berlin")
    assert [(one.rule, one.severity, one.excerpt) for one in remarks] == [
        ("host", Severity.STOP, "db.acme.test"),
        ("product", Severity.STOP, "acme pay"),
        ("shouting", Severity.WARN, "Sooo sorry"),
    ]


def test_a_rule_of_your_own_may_be_off(read):
    settings = read("{lint: {off: [product], rules: [{name: product, words: Acme, says: Why}]}}")

    seen = settings.status_updates.looked_at(Context(next_at=datetime(2026, 11, 28, 14, 20, tzinfo=UTC)))

    assert not lint("Acme at 14:20", seen)
