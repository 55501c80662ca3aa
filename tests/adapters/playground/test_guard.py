"""Who is turned away at the playground's door, and that nothing happens then."""

import pytest
from starlette.applications import Starlette

from adapters.playground import CAST, playground
from tests.adapters.playground.conftest import Client


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:9999"},
    ],
)
def test_what_another_site_sends_is_refused(page, bot, headers):
    refused = page.does("ana", "messages", channel="support", text="/case help", headers=headers)

    assert refused.status_code == 403
    assert bot.heard == []


def test_the_page_s_own_requests_are_welcome(page, bot):
    headers = {"Origin": "http://127.0.0.1:8080", "Sec-Fetch-Site": "same-origin"}
    page.does("ana", "messages", channel="support", text="/case help", headers=headers)

    assert len(bot.heard) == 1


@pytest.mark.parametrize(
    "path", ["/", "/playground/state?as=ana", "/playground/events?as=ana", "/playground/words"]
)
def test_a_foreign_name_pointed_at_this_machine_is_refused(page, path):
    assert page.client.get(path, headers={"Host": "evil.test"}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "127.0.0.1:8080", "[::1]:8080"])
def test_every_name_of_this_machine_is_answered(page, host):
    assert page.client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read_since_other_sites_may_send_the_rest_unasked(page, bot, kind):
    body = b'{"as": "ana", "id": "1", "channel": "support", "text": "/case help"}'
    refused = page.client.post("/playground/messages", content=body, headers={"Content-Type": kind})

    assert refused.status_code == 400
    assert bot.heard == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'"x"',
        b"{",
        b'{"as": 7}',
        b"[" * 60_000,
        b"\xff\xfe",
        b'{"as": "ana", "id": ""}',
        b'{"as": "\\ud800"}',
    ],
)
def test_bodies_that_make_no_sense_are_refused_with_a_sentence(page, body):
    refused = page.client.post(
        "/playground/messages", content=body, headers={"Content-Type": "application/json"}
    )

    assert refused.status_code in {400, 404}
    assert refused.json()["error"].endswith(".")


def test_a_body_that_is_too_large_is_not_read_to_its_end(page):
    refused = page.does("ana", "messages", channel="support", text="x" * 70_000)

    assert refused.status_code == 400


def test_text_that_is_too_long_for_a_message_is_refused(page):
    assert page.says("ana", "support", "x" * 8_001).status_code == 400
    assert page.posts("ana", "support") == []


@pytest.mark.parametrize(
    ("person", "channel", "status"),
    [
        ("nobody", "support", 404),
        ("ana", "nowhere", 404),
        ("ana", "dm-leo", 404),
        ("caseline", "support", 404),
    ],
)
def test_unknown_people_and_channels_do_not_exist(page, person, channel, status):
    assert page.says(person, channel, "hello").status_code == status


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fchat.py", "chat.py", "%2e%2e/chat.py", "a.exe"])
def test_only_the_page_s_own_files_are_served(page, name):
    assert page.client.get(f"/playground/page/{name}").status_code == 404


def test_half_a_character_is_refused_and_stops_no_stream(page):
    body = rb'{"as": "ana", "id": "1", "channel": "support", "text": "half \ud83d of it"}'
    refused = page.client.post(
        "/playground/messages", content=body, headers={"Content-Type": "application/json"}
    )

    assert refused.status_code == 400
    assert page.posts("ana", "support") == []


def test_the_page_may_run_nothing_but_its_own_scripts_and_is_shown_in_no_frame(page):
    policy = page.client.get("/").headers["content-security-policy"]

    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_page_holds_no_inline_script_or_style_and_nothing_from_outside(page):
    html = page.client.get("/").text

    assert "<style" not in html
    assert " style=" not in html
    assert "//" not in html.replace("<!doctype", "")
    assert html.count("<script") == html.count('<script type="module" src="/playground/page/')


def test_the_words_for_completion_are_told(page):
    known = page.client.get("/playground/words").json()

    assert known["command"] == "/case"
    assert known["words"][0]["word"] == "declare"
    assert known["steps"]


def test_the_name_it_was_set_up_with_is_answered_too(bot, clock):
    made = playground(
        CAST, [], bot.handle, clock, address="http://caseline.acme.test:8080/", hosts=["demo.acme.test"]
    )
    client = Client(Starlette(routes=made.routes))

    for host, status in {"caseline.acme.test:8080": 200, "demo.acme.test": 200, "acme.test": 403}.items():
        assert client.get("/", headers={"Host": host}).status_code == status
    made.door.close()
