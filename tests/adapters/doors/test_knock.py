"""Whether a webhook is believed, and what it says."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from adapters.doors.knock import (
    digest,
    fingerprint,
    must_be_fresh,
    must_be_signed,
    must_know_secret,
    must_match,
    said_in,
)
from bot.domain.ticket import Knock
from bot.errors import Forged

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
SECRET = "opensesame-71"


@pytest.mark.parametrize(("shown", "expected"), [("a", "b"), ("", ""), ("a", ""), ("", "a"), ("\ud800", "?")])
def test_what_does_not_match_is_forged(shown, expected):
    with pytest.raises(Forged):
        must_match(shown, expected)


def test_what_matches_passes():
    must_match("é-7", "é-7")


@pytest.mark.parametrize("minutes", [-4.9, 0, 4.9])
def test_a_signature_of_just_now_passes(minutes):
    must_be_fresh(NOW + timedelta(minutes=minutes), NOW)


@pytest.mark.parametrize("minutes", [-5.1, 5.1, -100_000])
def test_a_replay_is_forged(minutes):
    with pytest.raises(Forged):
        must_be_fresh(NOW + timedelta(minutes=minutes), NOW)


def test_a_signature_without_an_instant_is_forged():
    with pytest.raises(Forged):
        must_be_fresh(None, NOW)


def test_a_digest_is_that_of_the_standard():
    made = digest("key", b"The quick brown fox jumps over the lazy dog", hashlib.sha256)

    assert made.hex() == "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"


@pytest.mark.parametrize(
    "knock",
    [
        Knock({"x-caseline-secret": SECRET}, b""),
        Knock({}, b"", secret=SECRET),
        Knock({"authorization": f"Bearer {SECRET}"}, b""),
        Knock({"authorization": f"bearer  {SECRET} "}, b""),
    ],
)
def test_a_secret_may_stand_in_a_header_or_in_the_path(knock):
    must_know_secret(knock, SECRET)


@pytest.mark.parametrize(
    "knock",
    [
        Knock({}, b""),
        Knock({"x-caseline-secret": "guess"}, b"", secret=SECRET),
        Knock({"authorization": f"Basic {SECRET}"}, b""),
        Knock({"authorization": SECRET}, b""),
        Knock({"authorization": "Bearer"}, b""),
    ],
)
def test_whoever_does_not_know_the_secret_is_refused(knock):
    with pytest.raises(Forged):
        must_know_secret(knock, SECRET)


def test_without_a_secret_nobody_knows_it():
    with pytest.raises(Forged):
        must_know_secret(Knock({}, b""), "")


@pytest.mark.parametrize("how", ["sha1", "sha256"])
def test_a_signature_of_the_body_passes_under_its_header(how):
    signature = f"{how}={digest(SECRET, b'words', how).hex()}"

    must_be_signed(Knock({"x-signed": signature}, b"words"), SECRET, "x-signed", how)


@pytest.mark.parametrize(
    ("header", "body", "secret"),
    [("x-other", b"words", SECRET), ("x-signed", b"other words", SECRET), ("x-signed", b"words", "")],
)
def test_another_header_another_body_and_no_secret_are_forged(header, body, secret):
    signature = f"sha256={digest(secret, b'words').hex()}"

    with pytest.raises(Forged):
        must_be_signed(Knock({header: signature}, body), secret, "x-signed")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"a": 1}', {"a": 1}),
        (b"[1]", {}),
        (b"null", {}),
        (b"", {}),
        (b"{", {}),
        (b"\xff", {}),
        (b"[" * 100_000, {}),
    ],
)
def test_a_body_says_an_object_or_nothing(body, said):
    assert said_in(Knock({}, body)) == said


def test_the_same_body_is_the_same_event():
    assert (
        fingerprint(Knock({"a": "b"}, b"x")) == fingerprint(Knock({}, b"x")) != fingerprint(Knock({}, b"y"))
    )
