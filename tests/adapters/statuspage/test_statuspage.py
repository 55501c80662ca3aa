"""Statuspage: what it shows after each of our words."""

from dataclasses import replace
from html import unescape

import pytest

from bot.domain.status_page import Condition
from bot.errors import Refused
from tests.adapters.statuspage.postings import FIRST, LAST, NEXT

HOSTILE = '<script>alert(1)</script> & <!channel> &lt;b&gt; "quoted" \u202eback\u202c\n\nZweite Zeile'


def test_the_first_word_makes_an_incident_with_everything_customers_see(account):
    there = account.ours.post(FIRST, key="k1")

    shown = account.incident
    assert there.incident == shown["id"]
    assert there.update == shown["incident_updates"][0]["id"]
    assert (shown["name"], shown["status"], shown["impact_override"]) == (
        "Checkout is down",
        "investigating",
        "major",
    )
    assert account.bodies == ["Nobody can pay."]
    assert account.page.components[account.checkout]["status"] == "major_outage"
    assert [one["id"] for one in shown["components"]] == [account.checkout]
    assert shown["metadata"] == {"caseline": {"incident": "INC-7", "key": "k1"}}
    assert shown["incident_updates"][0]["deliver_notifications"] is True


def test_each_word_after_it_is_one_more_update_of_the_same_incident(account):
    first = account.ours.post(FIRST, key="k1")

    second = account.ours.post(NEXT, incident=first.incident, key="k2")
    third = account.ours.post(LAST, incident=first.incident, key="k3")

    assert len({first.update, second.update, third.update}) == 3
    assert account.bodies == ["Everybody can pay.", "We know why.", "Nobody can pay."]
    assert (account.incident["status"], account.incident["impact_override"]) == ("resolved", "none")
    assert account.page.components[account.checkout]["status"] == "operational"


def test_an_update_without_components_leaves_them_as_they_are(account):
    there = account.ours.post(FIRST, key="k1")

    account.ours.post(replace(NEXT, components={}), incident=there.incident, key="k2")

    assert account.page.components[account.checkout]["status"] == "major_outage"
    assert [one["id"] for one in account.incident["components"]] == [account.checkout]


def test_components_named_before_stay_named(account, another):
    search = account.page.component("Search")
    ours = another(components={"checkout": account.checkout, "search": search})
    there = ours.post(FIRST, key="k1")

    ours.post(replace(NEXT, components={"search": Condition.DEGRADED}), incident=there.incident, key="k2")

    assert [one["id"] for one in account.incident["components"]] == [account.checkout, search]
    assert account.page.components[search]["status"] == "degraded_performance"


@pytest.mark.parametrize(
    ("condition", "state"),
    [
        (Condition.OPERATIONAL, "operational"),
        (Condition.MAINTENANCE, "under_maintenance"),
        (Condition.DEGRADED, "degraded_performance"),
        (Condition.PARTIAL_OUTAGE, "partial_outage"),
        (Condition.MAJOR_OUTAGE, "major_outage"),
    ],
)
def test_every_condition_has_a_state_there(account, condition, state):
    account.ours.post(replace(FIRST, components={"checkout": condition}), key="k1")

    assert account.page.components[account.checkout]["status"] == state


def test_a_component_that_the_page_does_not_have_is_left_out(account):
    account.ours.post(replace(FIRST, components={"warehouse": Condition.DEGRADED}), key="k1")

    assert "components" not in account.incident


def test_nobody_is_told_by_statuspage_when_the_settings_say_so(account, another):
    another(notify=False).post(FIRST, key="k1")

    assert account.incident["incident_updates"][0]["deliver_notifications"] is False


def test_metadata_of_others_stays_there(account):
    there = account.ours.post(FIRST, key="k1")
    account.incident["metadata"]["jira"] = {"issue_id": "OPS-1"}

    account.ours.post(NEXT, incident=there.incident, key="k2")

    assert account.incident["metadata"] == {
        "jira": {"issue_id": "OPS-1"},
        "caseline": {"incident": "INC-7", "key": "k2", "earlier": ["k1"]},
    }


def test_metadata_does_not_grow_for_ever(account):
    there = account.ours.post(FIRST, key="k0")

    for number in range(1, 25):
        account.ours.post(NEXT, incident=there.incident, key=f"k{number}")

    told = account.incident["metadata"]["caseline"]
    assert [told["key"], *told["earlier"]] == [f"k{number}" for number in range(24, 4, -1)]


def test_an_update_is_put_right_and_no_other_one(account):
    first = account.ours.post(FIRST, key="k1")
    account.ours.post(NEXT, incident=first.incident, key="k2")

    account.ours.correct(first, "Some cannot pay.")
    account.ours.correct(first, "Some cannot pay.")

    assert account.bodies == ["We know why.", "Some cannot pay."]


def test_hostile_text_is_shown_as_it_was_typed(account):
    there = account.ours.post(replace(FIRST, text=HOSTILE), key="k1")
    account.ours.correct(there, HOSTILE)

    [body] = account.bodies
    assert "<" not in body
    assert ">" not in body
    assert unescape(body) == HOSTILE


def test_a_title_is_one_line_and_as_long_as_it_may_be(account):
    account.ours.post(replace(FIRST, title="Checkout\r\nis down " + "é" * 300), key="k1")

    name = account.incident["name"]
    assert name.startswith("Checkout is down éé")
    assert len(name) == 255
    assert name.endswith("…")


def test_halves_of_characters_do_not_stop_an_update(account):
    account.ours.post(replace(FIRST, text="Down \ud83d"), key="k1")

    assert account.bodies == ["Down \ufffd"]


def test_a_text_that_is_too_long_is_refused_and_not_cut(account):
    with pytest.raises(Refused, match="25,000 characters"):
        account.ours.post(replace(FIRST, text="&" * 6000), key="k1")

    assert account.page.asked == []


def test_a_phase_that_statuspage_does_not_know_is_refused(account):
    with pytest.raises(Refused, match="knows no phase mitigated"):
        account.ours.post(replace(FIRST, phase="mitigated"), key="k1")

    assert account.page.asked == []


def test_an_incident_id_cannot_lead_elsewhere(account):
    with pytest.raises(Refused, match="no longer on Statuspage"):
        account.ours.post(NEXT, incident="../components/x?y=", key="k2")

    [asked] = account.page.asked
    assert asked == "GET /incidents/..%2Fcomponents%2Fx%3Fy%3D"
