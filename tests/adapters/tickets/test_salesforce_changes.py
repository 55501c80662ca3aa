"""How the changes of Salesforce are followed."""

import re

import httpx
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets import salesforce_changes
from adapters.tickets.salesforce import connect
from tests.adapters.tickets.salesforce_desk import CASE, ID, PLAIN, Org, at, desk
from tests.adapters.tickets.wire import Wire, now


def test_no_cursor_stands_for_now_and_asks_nobody():
    salesforce, org = desk()

    changes = salesforce.changed("", limit=10)

    assert (changes.tickets, changes.more, org.asked) == ((), False, [])
    assert changes.cursor == "2026-11-19T12:00:00.000Z"


def test_changes_go_on_a_minute_before_where_they_ended():
    salesforce, org = desk()

    changes = salesforce.changed("2026-11-19T11:00:00.000Z", limit=10)

    assert [ticket.id for ticket in changes.tickets] == [ID]
    assert (changes.more, changes.cursor) == (False, "2026-11-19T11:29:00.000Z")
    where = "WHERE SystemModstamp >= 2026-11-19T11:00:00.000Z ORDER BY SystemModstamp ASC, Id ASC LIMIT 10"
    assert org.questions()[0].endswith(where)


def test_changes_never_go_further_back_than_they_began():
    salesforce, _ = desk()

    assert salesforce.changed("2026-11-19T11:29:30.000Z", limit=10).cursor == "2026-11-19T11:29:30.000Z"


def test_every_case_has_its_own_deadlines():
    other = {**CASE, "Id": "5003t00001zzZZzAAM"}
    salesforce, _ = desk(Org(query=[{"records": [CASE, other]}]))

    first, second = salesforce.changed("2026-11-19T11:00:00.000Z", limit=10).tickets

    assert (len(first.deadlines), len(second.deadlines)) == (3, 0)
    assert (first.customer_spoke_at, second.customer_spoke_at) == (at(11, 20), None)


def test_a_full_page_goes_on_behind_its_last_case():
    salesforce, org = desk()

    changes = salesforce.changed("2026-11-19T11:00:00.000Z", limit=1)
    salesforce.changed(changes.cursor, limit=1)

    assert changes.more is True
    same = f"SystemModstamp = 2026-11-19T11:30:00.000Z AND Id > '{ID}'"
    assert f"(SystemModstamp > 2026-11-19T11:30:00.000Z OR ({same}))" in org.questions()[1]


def test_a_cursor_from_elsewhere_asks_nothing_that_was_not_meant():
    place = salesforce_changes.place("2026-11-19T11:00:00.000Z x' OR Id != '")

    assert place is not None
    assert place.behind == "SystemModstamp >= 2026-11-19T11:00:00.000Z"


@given(seconds=st.lists(st.integers(0, 90), min_size=1, max_size=25), limit=st.integers(1, 6))
def test_no_change_is_lost_however_many_share_an_instant(seconds, limit):
    raws = [
        {
            **CASE,
            "Id": f"5003t{place:010}AAA",
            "SystemModstamp": f"2026-11-19T11:{second // 60:02}:{second % 60:02}.000+0000",
        }
        for place, second in enumerate(sorted(seconds))
    ]

    def found(request):
        soql = request.url.params["q"]
        [since] = re.findall(r"SystemModstamp >=? ([\d:TZ.-]+)", soql)
        after = re.search(r"Id > '(\w+)'", soql)
        keys = [(raw["SystemModstamp"].replace("+0000", "Z"), raw["Id"]) for raw in raws]
        newer = [raw for raw, key in zip(raws, keys, strict=True) if key > (since, after[1] if after else "")]
        return httpx.Response(200, json={"records": newer[:limit]})

    org = Org()
    salesforce = connect(
        PLAIN,
        now=now,
        transport=Wire(
            lambda request: found(request) if "q" in request.url.params else org._answered(request)
        ),
    )
    cursor, seen, more = "2026-11-19T11:00:00.000Z", set(), True
    for _ in range(100):
        changes = salesforce.changed(cursor, limit=limit)
        seen |= {ticket.id for ticket in changes.tickets}
        cursor, more = changes.cursor, changes.more
        if not more:
            break

    assert not more
    assert seen == {raw["Id"] for raw in raws}
