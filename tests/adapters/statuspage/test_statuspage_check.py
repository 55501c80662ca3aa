"""What `caseline check` says of Statuspage."""

from tests.fakes.statuspage.fake import KEY


def said(ours):
    return [(one.ok, one.what, one.says) for one in ours.check()]


def test_a_page_that_is_ready_is_all_right(account):
    assert said(account.ours) == [
        (True, "Statuspage", "has the page Acme Status, whose subscribers are told"),
        (True, "Statuspage component checkout", "is Checkout there"),
    ]
    assert [one.partition(" ")[0] for one in account.page.asked] == ["GET", "GET"]


def test_an_unknown_component_is_named_with_what_there_is(account, another):
    account.page.component("Search")
    group = account.page.component("Everything", group=True)

    found = said(another(components={"checkout": "nope", "all": group}, notify=False))

    assert found == [
        (True, "Statuspage", "has the page Acme Status, whose subscribers are not told"),
        (
            False,
            "Statuspage component checkout",
            "has no nope there; there are Checkout (component1), Search (component2)",
        ),
        (
            False,
            "Statuspage component all",
            "is the group Everything, whose state Statuspage works out; name one of its parts",
        ),
    ]


def test_components_on_later_pages_are_found(account, another):
    for number in range(150):
        last = account.page.component(f"Part {number}")

    found = list(another(components={"last": last, "odd": "nope"}).check())

    assert found[1].says == "is Part 149 there"
    assert found[2].says.endswith(" and 131 more")


def test_a_key_that_is_not_accepted_is_said_once_and_never_shown(account, another):
    [found] = another(api_key="another-key").check()

    assert "publishing.statuspage.api_key" in found.todo
    assert "another-key" not in str(found)
    assert KEY not in str(found)


def test_a_page_that_is_not_there_says_what_to_correct(account, another):
    [found, _] = another(page_id="nothing").check()

    assert "publishing.statuspage.page_id" in found.todo


def test_without_components_none_is_asked_for(account, another):
    assert len(list(another(components={}).check())) == 1
    assert account.page.asked == ["GET /"]


def test_a_page_that_does_not_answer_is_said_once(account):
    account.page.down = True

    [found] = account.ours.check()

    assert found.says == "Statuspage does not answer."
