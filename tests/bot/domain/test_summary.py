"""What a summary says beyond the words for our own people, and when somebody is reminded of one."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.status_facts import Facts
from bot.domain.status_template import INSIDE, fields, filled
from bot.domain.status_texts import CUSTOMERS, INTERNAL, TEXTS
from bot.domain.status_texts.stakeholders import LINES, completed
from bot.domain.summary import reminded_at

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HALF = timedelta(minutes=30)
KNOWN = Facts(title="Checkout is down", tiers="1 vip (Acme)", business="Acme renews on Friday", lead="Eve")


@pytest.mark.parametrize("language", TEXTS)
def test_every_language_says_who_is_hurt_who_leads_and_what_it_means(language):
    assert set(LINES) == set(TEXTS)
    for phase, template in TEXTS[language][INTERNAL].items():
        whole = completed(template, language)
        assert fields(whole) == fields(template) | set(INSIDE), phase

        text = filled(whole, KNOWN, language)
        assert all(one in text for one in (KNOWN.title, KNOWN.tiers, KNOWN.business, KNOWN.lead))
        assert "\n\n\n" not in text
        assert not any("{" in line for line in filled(whole, Facts(title="x"), language).splitlines())
    assert not any(fields(text) & set(INSIDE) for text in TEXTS[language][CUSTOMERS].values())


def test_a_template_of_ones_own_is_left_as_it_is_where_it_says_so_itself():
    own = "{title}: {business}\n\nLed by {lead}"

    assert completed(own, "en").count("{lead}") == 1
    assert filled(completed(own, "en"), KNOWN) == (
        "Checkout is down: Acme renews on Friday\nCustomers by tier: 1 vip (Acme).\n\nLed by Eve"
    )


@pytest.mark.parametrize(
    ("minutes", "instant"),
    [(24, None), (25, 25), (54.9, 25), (55, 55), (600, 595)],
)
def test_reminders_come_a_little_before_it_is_due_and_then_as_often_as_it_should(minutes, instant):
    at = reminded_at(NINE + HALF, HALF, NINE + timedelta(minutes=minutes))

    assert at == (None if instant is None else NINE + timedelta(minutes=instant))
