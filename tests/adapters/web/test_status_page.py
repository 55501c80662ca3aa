"""`GET /status`, as browsers, crawlers and caches ask for it."""

import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import quote

import pytest

from tests.adapters.statuspage.shown import HOSTILE, incident, page
from tests.adapters.web.status_bench import StatusBench

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def bench():
    made = StatusBench()
    yield made
    made.close()


def test_the_page_is_html_that_caches_may_keep_for_a_moment(bench):
    answer = bench.get()

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == (
        "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400"
    )
    assert "Payments fail" in answer.text


def test_who_has_the_page_already_gets_only_the_news_that_there_is_none(bench):
    first = bench.get()
    again = bench.get(if_none_match=first.headers["etag"])

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["vary"] == first.headers["vary"]


@pytest.mark.parametrize("written", ["W/{tag}", '"x", {tag}', "*"])
def test_tags_are_compared_as_the_standard_says(bench, written):
    tag = bench.get().headers["etag"]

    assert bench.get(if_none_match=written.format(tag=tag)).status_code == 304


def test_the_tag_stays_while_time_passes_and_changes_with_what_is_told(bench):
    first = bench.get().headers["etag"]
    bench.clock.move(seconds=20)
    bench.get()
    assert bench.get().headers["etag"] == first

    bench.pages.shown = page(incident(title="Something else"))
    bench.clock.move(seconds=40)
    assert bench.get().headers["etag"] != first


def test_head_has_the_headers_of_get_and_no_body(bench):
    got, asked = bench.get(), bench.get(method="HEAD")

    assert asked.content == b""
    assert dict(asked.headers) == dict(got.headers)
    assert int(asked.headers["content-length"]) == len(got.content)


def test_a_page_is_packed_for_who_unpacks_it(bench):
    plain, packed = bench.get(), bench.get(accept_encoding="br, gzip;q=0.5")

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip;q=x"])
def test_a_page_is_not_packed_for_who_does_not(bench, accepted):
    assert "content-encoding" not in bench.get(accept_encoding=accepted).headers


def test_the_policy_allows_the_style_sheet_of_the_page_and_nothing_else(bench):
    answer = bench.get()
    [style] = re.findall("<style>(.*?)</style>", answer.text, re.DOTALL)

    proof = b64encode(sha256(style.encode()).digest()).decode()

    policy = answer.headers["content-security-policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{proof}'")
    assert "script" not in policy
    assert "frame-ancestors 'none'" in policy
    assert " style=" not in answer.text


@pytest.mark.parametrize("path", ["/status", "/status/feed.rss", "/status/nowhere"])
def test_every_answer_is_guarded(bench, path):
    headers = bench.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "content-security-policy" in headers
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "path",
    [
        *("/status/incidents/INC-2", "/status/incidents/", "/status/history/2031-01", "/status/x/y/z"),
        *("/status/incidents/%00%3Cscript%3E", "/status/logo", "/status/incidents/" + "x" * 5_000),
    ],
)
def test_what_is_not_there_is_said_in_the_readers_language(bench, path):
    answer = bench.get(path, accept_language="de")

    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text
    assert "etag" not in answer.headers
    assert "script" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_page_is_only_read(bench, method):
    assert bench.get(method=method).status_code == 405


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        *(("de", "de"), ("de-AT,de;q=0.9", "de"), ("fr, de;q=0.5, en;q=0.4", "de"), ("DE-ch", "de")),
        *(("", "en"), ("fr", "en"), ("de;q=0, en", "en"), ("*", "en"), ("de;q=x", "en"), (",;=", "en")),
        ("x" * 100_000, "en"),
    ],
)
def test_a_browser_gets_the_language_that_it_prefers(bench, accepted, language):
    answer = bench.get(accept_language=accepted)

    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]


def test_the_language_of_the_address_wins_and_is_cached_for_everybody(bench):
    answer = bench.get("/status?lang=de", accept_language="en")

    assert answer.headers["content-language"] == "de"
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("asked", ["fr", HOSTILE, "../de", ""])
def test_a_language_that_there_is_not_leaves_the_choice_to_the_browser(bench, asked):
    answer = bench.get(f"/status?lang={quote(asked)}")

    assert answer.headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("rss", "application/rss+xml"), ("atom", "application/atom+xml"), ("json", "application/feed+json")],
)
def test_feeds_are_sent_as_what_they_are(bench, kind, media_type):
    answer = bench.get(f"/status/feed.{kind}")

    assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert "Payments fail" in answer.text


def test_an_incident_and_a_month_have_their_own_pages(bench):
    assert "Payments fail" in bench.get("/status/incidents/INC-1").text
    assert "History: November 2026" in bench.get("/status/history/2026-11").text


def test_a_logo_that_is_opened_by_itself_can_run_nothing(tmp_path):
    path = tmp_path / "logo.svg"
    path.write_bytes(SVG)
    bench = StatusBench(logo=str(path))

    answer = bench.get("/status/logo")

    assert answer.content == SVG
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert '<img src="/status/logo" alt="">' in bench.get().text
    bench.close()
