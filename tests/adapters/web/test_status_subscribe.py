"""`/status/subscribe`, as customers, their mail programs, and people who mean no good ask for it."""

from datetime import timedelta

import pytest

from bot.actions import subscriber
from tests.adapters.web.subscribe_bench import FORM, SubscribeBench, path
from tests.bot.actions.subscribing import subscribed

MEI = "mei@customer.test"


@pytest.fixture
def bench(sqlite_database, clock):
    made = SubscribeBench(sqlite_database, clock)
    yield made
    made.close()


def known(bench):
    with bench.store.store.read() as work:
        return work.subscribers.count()


def mei(bench):
    with bench.store.store.change() as work:
        return work.subscribers.lock_address(MEI)


def confirmed(bench, language="en"):
    """Mei's letter with a link, after she pressed the button behind it."""
    bench.asks(MEI, path=f"{FORM}?lang={language}")
    [letter] = bench.letters(MEI)
    assert bench.post(path(letter, "confirm")).status_code == 200
    return letter


def test_somebody_asks_confirms_changes_their_mind_and_leaves_in_their_language(bench):
    form = bench.get(f"{FORM}?lang=de")
    assert 'action="/status/subscribe?lang=de"' in form.text
    assert bench.get("/status?lang=de").text.count("Meldungen per E-Mail") == 2
    assert "ist eine Nachricht mit einem Link unterwegs" in bench.asks(MEI, path=f"{FORM}?lang=de").text
    [letter] = bench.letters(MEI)
    assert "Acme status" in letter
    assert "innerhalb von 48 Stunden" in letter
    for _ in range(2):
        assert "Abonnement bestätigen" in bench.get(path(letter, "confirm")).text
        assert known(bench) == (0, 1)

    for _ in range(2):
        done = bench.post(path(letter, "confirm"))
        assert "Sie haben die Meldungen abonniert" in done.text
        assert MEI in done.text
    assert known(bench) == (1, 0)

    manage = path(done.text, "manage")
    assert bench.get(manage).text.count(" checked") == 2
    bench.post(manage.replace("lang=de", "lang=en"), {"component": "search"})
    assert (mei(bench).components, mei(bench).language) == (("search",), "en")
    again = bench.get(manage)
    assert again.text.count(" checked") == 1
    assert bench.post(manage, {}).status_code == 422

    leave = path(letter, "leave")
    assert "Abbestellen" in bench.get(leave).text
    assert known(bench) == (1, 0)
    left = bench.post(leave, {"List-Unsubscribe": "One-Click"})
    assert (left.status_code, known(bench)) == (200, (0, 0))
    assert "set-cookie" not in left.headers
    assert bench.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert bench.get(manage).status_code == 404
    assert bench.get(path(letter, "confirm")).status_code == 404


def test_a_mail_program_leaves_by_multipart_as_the_standard_wants(bench):
    letter = confirmed(bench)
    parts = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'

    left = bench.post(path(letter, "leave"), parts, content_type="multipart/form-data; boundary=x")

    assert (left.status_code, known(bench)) == (200, (0, 0))


def test_the_form_is_kept_by_caches_as_every_page_and_nothing_else_is(bench):
    form, status = bench.get(FORM), bench.get("/status")
    letter = confirmed(bench)
    asked = [bench.get(path(letter, deed)) for deed in ("confirm", "manage", "leave")]
    asked += [
        bench.asks(MEI),
        bench.asks("none"),
        bench.post(f"{FORM}/leave/x"),
        bench.get(f"{FORM}/manage/x"),
    ]

    assert form.headers["cache-control"] == status.headers["cache-control"]
    assert bench.get(FORM, if_none_match=form.headers["etag"]).status_code == 304
    assert "form-action 'self'" in form.headers["content-security-policy"]
    assert "form-action 'none'" in status.headers["content-security-policy"]
    for one in asked:
        assert one.headers["cache-control"] == "no-store"
        assert one.headers["referrer-policy"] == "no-referrer"
        assert one.headers["x-robots-tag"] == "noindex, nofollow"
        assert one.headers["content-security-policy"] == form.headers["content-security-policy"]
        assert not {"etag", "set-cookie", "location"} & set(one.headers)
        assert "<script" not in one.text


def test_nobody_learns_from_an_answer_whether_an_address_is_known(bench):
    confirmed(bench)
    bench.asks("waits@customer.test")
    bench.clock.move(hours=1)

    answers = [
        bench.asks(MEI),
        bench.asks(MEI.upper()),
        bench.asks("waits@customer.test"),
        bench.asks("new@customer.test"),
        bench.asks("new@customer.test"),
        bench.asks("bot@customer.test", topic="buy this"),
    ]

    assert len({(one.status_code, one.content, str(sorted(one.headers.items()))) for one in answers}) == 1
    assert [len(bench.letters(f"{one}@customer.test")) for one in ("mei", "waits", "new", "bot")] == [
        2,
        2,
        1,
        0,
    ]
    assert "You get them already; nothing was changed." in bench.letters(MEI)[1]
    assert known(bench) == (1, 2)


def test_whoever_only_knows_an_address_changes_nothing_that_was_confirmed(bench):
    confirmed(bench, "de")
    bench.clock.move(hours=1)

    bench.asks(MEI, "search", path=f"{FORM}?lang=en")

    assert (mei(bench).components, mei(bench).language) == ((), "de")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "We cannot send e-mail"),
        ("mei@localhost", "We cannot send e-mail"),
        ("mei@customer.test\r\nBcc: all@customer.test", "We cannot send e-mail"),
        ('"><script>alert(1)</script>@a.test', "We cannot send e-mail"),
        ("méi@customer.test", "Addresses with these letters"),
    ],
)
def test_what_is_no_address_is_said_beside_the_field_and_nothing_is_recorded(bench, written, says):
    answer = bench.asks(written, "search")

    assert answer.status_code == 422
    assert answer.text.count(" checked") == 1
    assert says in answer.text
    assert 'aria-describedby="address-fault"' in answer.text
    assert "<script" not in answer.text
    assert known(bench) == (0, 0)


def test_of_several_components_at_least_one_is_chosen_and_others_are_nobodys(bench):
    assert "Choose at least one." in bench.post(FORM, {"address": MEI, "component": ["../etc", "x"]}).text
    bench.asks(MEI, "search", "nothing")

    assert mei(bench).components == ("search",)


def test_an_address_gets_a_letter_in_ten_minutes_and_later_less_often(bench):
    letters = []
    for minutes in (0, 1, 8, 2, 11, 8, 2):
        bench.clock.move(minutes=minutes)
        bench.asks(MEI)
        letters.append(len(bench.letters(MEI)))

    assert letters == [1, 1, 1, 2, 2, 2, 3]


def test_more_than_may_ask_in_a_minute_are_told_that_nothing_was_recorded(sqlite_database, clock):
    bench = SubscribeBench(sqlite_database, clock, subscribe_per_minute=2)
    answers = [bench.asks(f"{n}@customer.test") for n in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].headers["retry-after"] == "60"
    assert "Nothing was recorded." in answers[2].text
    assert known(bench) == (0, 2)

    bench.clock.move(seconds=61)
    assert bench.asks("2@customer.test").status_code == 200
    bench.close()


def test_a_link_to_confirm_holds_for_two_days_and_the_one_to_leave_longer(bench):
    bench.asks(MEI)
    [letter] = bench.letters(MEI)
    bench.clock.move(hours=48)

    assert bench.get(path(letter, "confirm")).status_code == 404
    assert bench.post(path(letter, "confirm")).status_code == 404
    assert known(bench) == (0, 1)
    assert bench.get(path(letter, "leave")).status_code == 200


def test_who_never_confirms_is_forgotten_by_the_clock_and_who_did_is_not(bench):
    confirmed(bench)
    bench.asks("waits@customer.test")
    bench.told.carry()
    for days, left in ((2, (1, 1)), (2, (1, 0)), (500, (1, 0))):
        bench.clock.move(hours=days * 24)
        bench.told.knock()
        assert known(bench) == left


@pytest.mark.parametrize("secret", ["x", "x" * 5_000, "%00", "%2e%2e", "é"])
@pytest.mark.parametrize("deed", ["confirm", "manage"])
def test_a_link_that_nobody_gave_out_leads_nowhere(bench, deed, secret):
    bench.asks(MEI)
    bench.told.carry()

    for answer in (bench.get(f"{FORM}/{deed}/{secret}"), bench.post(f"{FORM}/{deed}/{secret}")):
        assert answer.status_code == 404
    assert bench.get(f"{FORM}/leave/{secret}").status_code == 404
    bench.post(f"{FORM}/leave/{secret}")
    assert known(bench) == (0, 1)


def test_before_it_is_confirmed_there_is_nothing_to_change(bench):
    bench.asks(MEI)
    [letter] = bench.letters(MEI)
    manage = path(letter, "manage")

    assert bench.get(manage).status_code == bench.post(manage, {"component": "search"}).status_code == 404


def test_while_the_database_is_down_it_is_said_that_nothing_was_recorded(bench):
    bench.get("/status")
    letter = confirmed(bench)
    bench.store.is_down = True

    answers = [
        bench.asks(MEI),
        bench.post(path(letter, "leave"), {"List-Unsubscribe": "One-Click"}),
        bench.post(path(letter, "confirm")),
        bench.get(path(letter, "leave")),
    ]

    for one in answers:
        assert one.status_code == 503
        assert "Nothing was recorded." in one.text
        assert (one.headers["retry-after"], one.headers["cache-control"]) == ("60", "no-store")
    assert bench.get(FORM).status_code == 200
    bench.store.is_unsure = True
    assert "It may or may not have been recorded." in bench.asks(MEI).text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"address=" + b"x" * 20_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"component=checkout" for _ in range(300)), "application/x-www-form-urlencoded"),
        (b'{"address": "mei@customer.test"}', "application/json"),
        (b"", "multipart/form-data; boundary=x"),
    ],
)
def test_what_is_no_form_of_ours_is_not_read(bench, body, kind):
    answer = bench.post(FORM, body, content_type=kind)

    assert answer.status_code == 400
    assert known(bench) == (0, 0)


def test_where_nobody_may_subscribe_nothing_offers_it(sqlite_database, clock):
    bench = SubscribeBench(sqlite_database, clock, subscribe=False)

    assert "subscribe" not in bench.get("/status").text.replace("Subscribe", "")
    assert bench.get(FORM).status_code == 404
    assert bench.asks(MEI).status_code == 405
    bench.close()


def test_secrets_are_kept_as_digests_and_another_process_takes_them(bench):
    letter = confirmed(bench)
    secret = path(letter, "leave").rpartition("/")[2].partition("?")[0]

    with bench.store.store.read() as work:
        assert work.subscribers.key(secret) is None
    found = subscriber.look(bench.told.world, secret)
    assert found
    assert found.subscriber.address == MEI


def test_a_page_without_components_asks_for_none(sqlite_database, clock):
    bench = SubscribeBench(sqlite_database, clock, components={})
    assert "<fieldset" not in bench.get(FORM).text

    bench.post(FORM, {"address": MEI})
    one = subscribed(bench.told, "leo@customer.test")

    assert mei(bench).components == one.components == ()
    assert bench.clock.now() - mei(bench).asked_at == timedelta()
    bench.close()
