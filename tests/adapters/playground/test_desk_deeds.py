"""What people do at the desk on the page, and what every window is told of it."""

import pytest

from adapters.playground.desk_nouns import Customer

PRIYA = Customer(name="Priya", email="priya@acme.test", organisation="Acme", tier="premium")


@pytest.fixture
def id(page):
    return page.made.desk.file(PRIYA, "Card declined", "<script>alert(1)</script>", id="48214").id


def whole(page, id):
    return page.client.get(f"/playground/ticket?id={id}").json()


def test_the_queue_is_part_of_what_a_window_sees(page, id):
    (row,) = page.sees("ana")["tickets"]

    assert (row["id"], row["subject"], row["status"]) == (id, "Card declined", "new")
    assert row["customer"]["tier"] == "premium"
    assert [one["metric"] for one in row["deadlines"]] == ["first_reply", "resolution"]


def test_a_change_is_told_to_every_window(page, id):
    number = page.sees("ana")["number"]
    page.does("ana", "desk/take", ticket=id)

    changes, _ = page.made.chat.feed.since(number, "leo")
    assert [one.kind for one in changes] == ["ticket"]
    assert '"assignee": "ana"' in changes[0].data


def test_agent_and_customer_talk(page, id):
    page.does("ana", "desk/reply", ticket=id, text="Which card?")
    page.does("ana", "desk/note", ticket=id, text="Strange.")
    page.does("leo", "desk/write", ticket=id, text="A blue one.")

    said = [(one["by"], one["who"], one["text"]) for one in whole(page, id)["said"][1:]]
    assert said == [
        ("agent", "ana", "Which card?"),
        ("note", "ana", "Strange."),
        ("customer", "Priya", "A blue one."),
    ]
    assert whole(page, id)["status"] == "open"


@pytest.mark.parametrize("deed", ["reply", "note", "write"])
def test_the_same_wish_is_done_once(page, id, deed):
    for _ in range(2):
        assert page.does("ana", f"desk/{deed}", id="wish", ticket=id, text="Once").status_code == 200

    assert [one["text"] for one in whole(page, id)["said"]].count("Once") == 1


def test_a_ticket_is_answered_and_solved_in_one_step_and_opened_again(page, id):
    page.does("ana", "desk/reply", ticket=id, text="It works again.", solve=True)
    solved = whole(page, id)
    page.does("ana", "desk/reopen", ticket=id)

    assert (solved["status"], solved["assignee"]) == ("solved", "ana")
    assert all(one["kept"] for one in solved["deadlines"])
    assert whole(page, id)["status"] == "open"


def test_a_tag_links_an_incident_and_can_be_taken_off(page, id):
    page.does("ana", "desk/tag", ticket=id, tag="incident:INC-7", on=True)
    linked = whole(page, id)["tags"]
    page.does("ana", "desk/tag", ticket=id, tag="incident:inc-7")

    assert linked == ["incident:inc-7"]
    assert whole(page, id)["tags"] == []


def test_a_merged_ticket_points_to_the_one_that_goes_on(page, id):
    other = page.made.desk.file(PRIYA, "The same", "again").id
    page.does("ana", "desk/merge", ticket=other, into=id)

    assert (whole(page, other)["merged"], whole(page, other)["status"]) == (id, "closed")
    assert f"Ticket {other}" in whole(page, id)["said"][-1]["text"]
    assert page.does("ana", "desk/write", ticket=other, text="hello").status_code == 409
    assert page.does("ana", "desk/merge", ticket=id, into=id).status_code == 400
    assert page.does("ana", "desk/merge", ticket=id, into=other).status_code == 400


def test_a_deleted_ticket_is_gone_everywhere(page, id):
    page.does("ana", "desk/delete", ticket=id)

    assert page.sees("ana")["tickets"] == []
    assert page.client.get(f"/playground/ticket?id={id}").status_code == 404
    assert page.does("ana", "desk/reply", ticket=id, text="hello").status_code == 404


def test_a_known_customer_keeps_their_organisation_in_a_new_ticket(page, id):
    page.does(
        "ana", "desk/new", name="P.", email="PRIYA@acme.test", subject="One more", text="Help", id="once"
    )
    page.does("ana", "desk/new", name="Bo", email="bo@x.test", subject="Hi", text="Help")

    tickets = {one["subject"]: one["customer"] for one in page.sees("ana")["tickets"]}
    assert tickets["One more"]["organisation"] == "Acme"
    assert (tickets["Hi"]["name"], tickets["Hi"]["tier"]) == ("Bo", "standard")


@pytest.mark.parametrize(
    ("deed", "what", "status"),
    [
        ("reply", {"ticket": "48214", "text": " "}, 400),
        ("reply", {"ticket": "48214", "text": "x" * 8_001}, 400),
        ("reply", {"ticket": "1", "text": "x"}, 404),
        ("reply", {"ticket": 48214, "text": "x"}, 400),
        ("tag", {"ticket": "48214", "tag": "two words", "on": True}, 400),
        ("merge", {"ticket": "48214", "into": "9"}, 404),
        ("new", {"email": "nobody", "subject": "x", "text": "x"}, 400),
        ("new", {"email": "a@b.test", "subject": "", "text": "x"}, 400),
        ("burn", {"ticket": "48214"}, 404),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(page, id, deed, what, status):
    before = page.made.desk.book.number
    refused = page.does("ana", f"desk/{deed}", **what)

    assert refused.status_code == status
    assert page.made.desk.book.number == before


def test_another_site_can_do_nothing_at_the_desk(page, id):
    headers = {"Origin": "https://evil.test"}

    assert page.does("ana", "desk/delete", ticket=id, headers=headers).status_code == 403
    assert page.made.desk.fetch(id)


def test_a_ticket_s_own_address_opens_the_page_at_it(page, id):
    moved = page.client.get(f"/desk/{id}")

    assert (moved.status_code, moved.headers["location"]) == (307, f"/#desk/{id}")
    assert page.client.get("/desk/none").status_code == 404


def test_a_new_customer_has_an_organisation_and_a_tier(page):
    new = {"email": "dana@globex.test", "subject": "It is down", "text": "Everything.", "tier": "vip"}
    page.does("ana", "desk/new", organisation=" Globex ", **new)
    page.does("ana", "desk/new", organisation="Other", **{**new, "tier": "standard"})
    unknown = page.does("ana", "desk/new", **{**new, "email": "bo@x.test", "tier": "platinum"})

    rows = page.sees("ana")["tickets"]
    assert [(row["customer"]["organisation"], row["customer"]["tier"]) for row in rows] == [
        ("Globex", "vip")
    ] * 2
    assert (unknown.status_code, unknown.json()["error"]) == (400, "There is no such tier.")


def test_an_outage_of_the_desk_is_seen_in_every_window(page, id):
    number = page.sees("ana")["number"]
    for on in (True, True, False):
        page.does("ana", "desk/silence", on=on)
        assert page.sees("leo")["silent"] is on

    changes, _ = page.made.chat.feed.since(number, "leo")
    assert [(one.kind, one.data) for one in changes] == [
        ("desk", '{"silent": true}'),
        ("desk", '{"silent": false}'),
    ]
