"""What holds for every pager; an adapter is found by its name in the settings and needs no line here."""

import inspect
import logging

import httpx
import pytest

from adapters.paging import twilio
from bot.domain.ticket import Knock
from bot.errors import AdapterError, Forged, NotLetIn, Refused, TryLater
from bot.ports import Pager, Phone
from tests.contracts.pagers_all import (
    ACTS,
    FOUND,
    IDS,
    SAMPLES,
    SECRET,
    SECRETS,
    WITHOUT_WEBHOOKS,
    Wire,
    acts,
    every,
    knock,
    pager,
    sample,
    settable,
    silent,
    without_secret,
)


def promised(port: type) -> list[str]:
    return [name for name, one in vars(port).items() if inspect.isfunction(one) and name[0] != "_"]


believing = pytest.mark.parametrize("name", [name for name in FOUND if name not in WITHOUT_WEBHOOKS])


# --- what an adapter is --------------------------------------------------------------------


def test_there_are_adapters_of_all_pagers_that_can_be_set():
    assert list(FOUND) == settable() == list(SAMPLES) == list(IDS)


@pytest.mark.parametrize("module", [*FOUND.values(), twilio], ids=lambda one: one.__name__)
def test_an_adapter_is_connected_like_every_other(module):
    parameters = inspect.signature(module.connect).parameters

    assert [(one.name, one.kind) for one in parameters.values()] == [
        ("settings", inspect.Parameter.POSITIONAL_OR_KEYWORD),
        ("now", inspect.Parameter.KEYWORD_ONLY),
        ("transport", inspect.Parameter.KEYWORD_ONLY),
    ]
    assert parameters["now"].default is inspect.Parameter.empty
    assert parameters["transport"].default is None


@every
def test_an_adapter_is_called_like_its_key_and_says_whether_others_can_join(name):
    connected = pager(name, silent())

    assert connected.name == name
    assert isinstance(connected.joins, bool)


@pytest.mark.parametrize(
    ("kept", "port"),
    [*((type(pager(name, silent())), Pager) for name in FOUND), (twilio.TwilioPhone, Phone)],
    ids=lambda one: one.__name__,
)
def test_every_method_of_the_port_is_there_with_the_same_parameters(kept, port):
    for method in promised(port):
        wanted, found = (
            [
                (one.name, one.kind, one.default)
                for one in inspect.signature(getattr(each, method)).parameters.values()
            ]
            for each in (port, kept)
        )

        assert found == wanted, method


@every
def test_nothing_prints_a_secret(name, caplog):
    caplog.set_level(logging.DEBUG)
    connected = pager(name, Wire(httpx.Response(401, text=SECRET)))

    with pytest.raises(NotLetIn) as refused:
        connected.read(IDS[name])

    printed = [repr(one) + str(one) for one in (sample(name), connected, refused.value)]
    assert [secret for secret in SECRETS if secret in "".join([*printed, caplog.text])] == []


@acts
def test_no_secret_stands_in_an_address(name, act):
    wire = Wire(httpx.Response(404, json={}))

    with pytest.raises(AdapterError):
        ACTS[act](pager(name, wire), IDS[name])

    assert wire.asked
    assert [secret for secret in SECRETS if secret in "".join(str(one.url) for one in wire.asked)] == []


# --- how it fails --------------------------------------------------------------------------


@acts
def test_bad_credentials_are_not_let_in(name, act):
    with pytest.raises(NotLetIn):
        ACTS[act](pager(name, Wire(httpx.Response(401, json={"error": "no"}))), IDS[name])


@acts
@pytest.mark.parametrize("status", [400, 403, 404, 422])
def test_what_is_refused_is_refused_in_a_sentence(name, act, status):
    wire = Wire(httpx.Response(status, json={}))

    with pytest.raises(Refused) as no:
        ACTS[act](pager(name, wire), IDS[name])

    assert " " in str(no.value)
    assert str(no.value).endswith((".", ")"))


@acts
def test_a_limit_is_kept_for_as_long_as_they_say(name, act):
    wire = Wire(httpx.Response(429, headers={"Retry-After": "17"}))

    with pytest.raises(TryLater) as later:
        ACTS[act](pager(name, wire), IDS[name])

    assert later.value.after == 17


@acts
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_trouble_of_theirs_is_tried_later(name, act, status):
    with pytest.raises(TryLater):
        ACTS[act](pager(name, Wire(httpx.Response(status, text="<html>Sorry</html>"))), IDS[name])


@acts
@pytest.mark.parametrize(
    ("error", "unsure"),
    [
        (httpx.ConnectError("no"), False),
        (httpx.ConnectTimeout("no"), False),
        (httpx.ReadTimeout("slow"), True),
        (httpx.ReadError("cut"), True),
    ],
    ids=lambda one: type(one).__name__,
)
def test_no_answer_is_tried_later_and_says_whether_it_may_have_been_done(name, act, error, unsure):
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(TryLater) as later:
        ACTS[act](pager(name, Wire(fail)), IDS[name])

    assert later.value.unsure is unsure


@acts
@pytest.mark.parametrize("body", ["<html>Sign in</html>", '{"id": 7, "subj', "[" * 100_000])
def test_what_cannot_be_read_is_tried_later(name, act, body):
    with pytest.raises(TryLater):
        ACTS[act](pager(name, Wire(httpx.Response(200, text=body))), IDS[name])


@acts
@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_to_another_host_is_not_followed(name, act, status):
    wire = Wire(httpx.Response(status, headers={"Location": "https://evil.test/alerts/7"}))

    with pytest.raises(Refused):
        ACTS[act](pager(name, wire), IDS[name])

    assert [one.url.host for one in wire.asked if one.url.host == "evil.test"] == []


@every
@pytest.mark.parametrize("status", [401, 403, 404, 429, 503])
def test_a_check_says_what_is_wrong_and_does_not_fail(name, status):
    found = list(pager(name, Wire(httpx.Response(status))).check())

    assert [one for one in found if not one.ok]
    assert [secret for secret in SECRETS if secret in str(found)] == []


@every
def test_a_pager_that_is_closed_leaves_quietly(name):
    connected = pager(name, Wire(httpx.Response(503)))
    with pytest.raises(AdapterError):
        connected.read(IDS[name])

    assert connected.close() is None


# --- webhooks ------------------------------------------------------------------------------


@believing
@pytest.mark.parametrize("body", [b"{}", b"", b"[]", b"null", b"{", b"\xff\x00", b"<html>", b"[" * 100_000])
def test_a_genuine_knock_about_nothing_hints_at_nothing(name, body):
    assert list(pager(name, silent()).hints(knock(SECRET, body))) == []


@every
def test_an_unsigned_knock_is_forged(name):
    with pytest.raises(Forged):
        pager(name, silent()).hints(Knock({}, b"{}"))


@every
@pytest.mark.parametrize("secret", ["", "guess", SECRET[:-1], f"{SECRET} ", SECRET.upper(), "é\x00"])
def test_a_knock_with_a_wrong_secret_is_forged(name, secret):
    with pytest.raises(Forged):
        pager(name, silent()).hints(knock(secret))


@every
@pytest.mark.parametrize("secret", ["", SECRET])
def test_without_a_secret_of_our_own_every_knock_is_forged(name, secret):
    with pytest.raises(Forged):
        pager(name, silent(), **without_secret(name)).hints(knock(secret))


@pytest.mark.parametrize("name", WITHOUT_WEBHOOKS)
def test_a_pager_that_sends_none_believes_none_and_is_looked_at(name):
    with pytest.raises(Forged):
        pager(name, silent()).hints(knock(SECRET))
    assert sample(name).poll_every.total_seconds() > 0
