"""Twilio: what is sent and said, what comes back, and what is said when it says no."""

import hashlib
import hmac
import logging
from base64 import b64encode
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import httpx
import pytest

from adapters.paging.twilio import TwilioPhone, connect
from bot.domain.ticket import Knock
from bot.errors import Forged, NotLetIn, Refused, TryLater
from bot.ports.paging import Answered
from bot.settings_paging import Twilio
from tests.adapters.paging.wire import Wire, json, now

TOKEN = "token-of-the-account"
MEI, OURS = "+4915112345678", "+4930123456"
HOOK = "https://caseline.test/webhooks/twilio"
ROOT = "/2010-04-01/Accounts/AC1"
JUST_NOW, LONG_AGO = "Thu, 19 Nov 2026 11:58:00 +0000", "Thu, 19 Nov 2026 09:00:00 +0000"


def twilio(wire: Wire, **changed: Any) -> TwilioPhone:
    settings = {"account_sid": "AC1", "auth_token": TOKEN, "from_number": OURS, "webhook_url": HOOK}
    return connect(Twilio.model_validate(settings | changed), now=now, transport=wire)


def knock(fields: list[tuple[str, str]], *, secret: str = "", url: str = HOOK, token: str = TOKEN) -> Knock:
    signed = url + "".join(name + given for name, given in sorted(fields))
    proof = b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    return Knock({"x-twilio-signature": proof}, urlencode(fields).encode(), secret)


def test_a_text_is_sent_from_our_number():
    wire = Wire(json(201, {"sid": "SM1"}))

    twilio(wire).text(MEI, "Caseline, page 7: Checkout is down", about="7", key="k")

    assert wire.lines == [f"POST {ROOT}/Messages.json"]
    assert wire.form() == {"To": MEI, "From": OURS, "Body": "Caseline, page 7: Checkout is down"}
    assert wire.asked[0].headers["authorization"] == f"Basic {b64encode(f'AC1:{TOKEN}'.encode()).decode()}"


def test_a_text_that_is_too_long_is_cut():
    wire = Wire(json(201))

    twilio(wire).text(MEI, "x" * 5000, about="7", key="k")

    assert len(wire.form()["Body"]) == 1600


def test_a_call_says_the_words_twice_and_takes_one_key():
    wire = Wire(json(201, {"sid": "CA1"}))

    twilio(wire).call(MEI, 'Sam & Jo say "<down>"', about="7", key="k")

    read = ET.fromstring(wire.form()["Twiml"])  # noqa: S314 - our own words
    [gather] = read
    said = [one.text for one in gather.iter("Say")]
    assert wire.lines == [f"POST {ROOT}/Calls.json"]
    assert gather.attrib["action"] == f"{HOOK}/7"
    assert gather.attrib["numDigits"] == "1"
    assert said.count('Sam & Jo say "<down>"') == 2


def test_a_call_without_a_webhook_only_reads_aloud():
    wire = Wire(json(201))

    twilio(wire, webhook_url="").call(MEI, "Checkout is down", about="7", key="k")

    read = ET.fromstring(wire.form()["Twiml"])  # noqa: S314 - our own words
    assert [one.text for one in read.findall("Say")] == ["Checkout is down"] * 2
    assert read.find("Gather") is None


def test_what_is_read_aloud_always_fits_and_can_be_read():
    wire = Wire(json(201))

    twilio(wire).call(MEI, "\x00\x1b\ud800" + "&" * 5000, about="7", key="k")

    twiml = wire.form()["Twiml"]
    assert len(twiml) <= 4000
    assert ET.fromstring(twiml).tag == "Response"  # noqa: S314 - our own words


@pytest.mark.parametrize(
    "there",
    [
        {"body": "Caseline, page 7: something", "date_created": JUST_NOW, "status": "sent"},
        {"body": "Checkout is down", "date_created": JUST_NOW, "status": "queued"},
    ],
)
def test_a_doubtful_text_that_went_out_is_not_sent_again(there):
    wire = Wire(json(200, {"messages": [there]}))

    twilio(wire).text(MEI, "Checkout is down", about="7", key="k", doubtful=True)

    assert wire.lines == [f"GET {ROOT}/Messages.json"]
    assert wire.asked[0].url.params["To"] == MEI


@pytest.mark.parametrize(
    "there",
    [
        {"body": "Caseline, page 77: something", "date_created": JUST_NOW, "status": "sent"},
        {"body": "Caseline, page 7: something", "date_created": LONG_AGO, "status": "sent"},
        {"body": "Caseline, page 7: something", "date_created": JUST_NOW, "status": "failed"},
        {"body": "Caseline, page 7: something", "date_created": "yesterday"},
        {},
    ],
)
def test_a_doubtful_text_that_did_not_go_out_is_sent(there):
    wire = Wire(json(200, {"messages": [there]}), json(201))

    twilio(wire).text(MEI, "Checkout is down", about="7", key="k", doubtful=True)

    assert wire.lines == [f"GET {ROOT}/Messages.json", f"POST {ROOT}/Messages.json"]


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        ([{"date_created": JUST_NOW, "status": "queued"}], ["GET"]),
        ([{"date_created": LONG_AGO, "status": "completed"}], ["GET", "POST"]),
        ([], ["GET", "POST"]),
    ],
)
def test_nobody_is_rung_twice_for_a_doubtful_call(there, asked):
    wire = Wire(json(200, {"calls": there}), json(201))

    twilio(wire).call(MEI, "Checkout is down", about="7", key="k", doubtful=True)

    assert [one.method for one in wire.asked] == asked


def test_a_pressed_key_is_an_answer_about_its_page():
    fields = [("CallSid", "CA1"), ("To", MEI), ("From", OURS), ("Direction", "outbound-api"), ("Digits", "1")]

    told = twilio(Wire()).answers(knock(fields, secret="7", url=f"{HOOK}/7"))

    assert told == [Answered("CA1", MEI, "7", "1")]


@pytest.mark.parametrize(
    ("body", "about", "words"),
    [
        ("1 42", "42", "1"),
        ("2 42", "42", "2"),
        (" 1 ", "", "1"),
        ("2, page 42.", "42", "2"),
        ("142", "", "142"),
        ("Ich hab's ü", "", "Ich hab's ü"),
    ],
)
def test_a_text_that_comes_back_is_an_answer(body, about, words):
    fields = [("MessageSid", "SM1"), ("From", MEI), ("To", OURS), ("Body", body), ("NumMedia", "")]

    told = twilio(Wire()).answers(knock(fields))

    assert told == [Answered("SM1", MEI, about, words)]


@pytest.mark.parametrize("fields", [[], [("CallSid", "CA1"), ("CallStatus", "completed")], [("Body", "1")]])
def test_what_else_twilio_tells_is_nobodys_answer(fields):
    told = twilio(Wire()).answers(knock(fields))

    assert told == []


@pytest.mark.parametrize(
    ("shown", "changed"),
    [
        (knock([("Body", "1")], token="another"), {}),
        (knock([("Body", "1")], url=f"{HOOK}/8"), {}),
        (knock([("Body", "1")], secret="8", url=f"{HOOK}/7"), {}),
        (knock([("Body", "1")]), {"webhook_url": ""}),
        (knock([("Body", "1")], token=""), {"auth_token": ""}),
        (Knock({}, b"Body=1"), {}),
        (Knock({"x-twilio-signature": "ü"}, b"\xff\x00&=", "ü"), {}),
    ],
)
def test_what_is_not_signed_by_twilio_is_forged(shown, changed):
    phone = twilio(Wire(), **changed)

    with pytest.raises(Forged) as forged:
        phone.answers(shown)

    assert TOKEN not in str(forged.value)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (21211, f"{MEI} is not a number that Twilio can reach."),
        (21608, f"Twilio's trial account reaches verified numbers only, and {MEI} is not one."),
        (21610, f"{MEI} has opted out of texts from Caseline; a text with START ends that."),
        (99999, "Twilio refused it: their words"),
    ],
)
def test_a_no_is_said_in_a_whole_sentence(code, sentence):
    phone = twilio(Wire(json(400, {"code": code, "message": "their words"})))

    with pytest.raises(Refused) as no:
        phone.text(MEI, "Checkout is down", about="7", key="k")

    assert str(no.value) == sentence


@pytest.mark.parametrize(
    ("reply", "unsure", "after"),
    [
        (json(429, {"code": 20429}, **{"retry-after": "7"}), False, 7.0),
        (json(503), False, None),
        (json(500), True, None),
        (httpx.ReadTimeout("slow"), True, None),
        (httpx.ConnectError("down"), False, None),
    ],
)
def test_trouble_is_tried_again_later(reply, unsure, after):
    phone = twilio(Wire(reply))

    with pytest.raises(TryLater) as later:
        phone.call(MEI, "Checkout is down", about="7", key="k")

    assert (later.value.unsure, later.value.after) == (unsure, after)


def test_wrong_credentials_are_said_and_the_token_never(caplog):
    caplog.set_level(logging.DEBUG)
    phone = twilio(Wire(json(401, {"code": 20003})))

    with pytest.raises(NotLetIn) as no:
        phone.text(MEI, "Checkout is down", about="7", key="k")

    basic = b64encode(f"AC1:{TOKEN}".encode()).decode()
    for seen in (str(no.value), repr(phone), repr(phone._settings), caplog.text):
        assert TOKEN not in seen
        assert basic not in seen


def test_the_check_says_that_all_is_there():
    number = {"capabilities": {"sms": True, "voice": True}, "sms_url": HOOK}
    wire = Wire(json(200, {"status": "active"}), json(200, {"incoming_phone_numbers": [number]}))

    found = list(twilio(wire).check())

    assert all(one.ok for one in found)
    assert wire.lines == [f"GET {ROOT}.json", f"GET {ROOT}/IncomingPhoneNumbers.json"]


@pytest.mark.parametrize(
    ("account", "numbers", "missing"),
    [
        ({"status": "suspended"}, [], "the account is suspended"),
        ({"status": "active", "type": "Trial"}, [], "trial account"),
        ({"status": "active"}, [], "does not belong to the account"),
        ({"status": "active"}, [{"capabilities": {"sms": True}}], "cannot be used for calls"),
        ({"status": "active"}, [{"capabilities": {"sms": True, "voice": True}}], "does not send answers"),
    ],
)
def test_the_check_says_what_is_missing(account, numbers, missing):
    wire = Wire(json(200, account), json(200, {"incoming_phone_numbers": numbers}))

    found = list(twilio(wire).check())

    assert any(missing in one.says for one in found if not one.ok)


def test_the_check_says_when_twilio_does_not_let_us_in_and_when_no_key_can_be_pressed():
    found = list(twilio(Wire(json(401)), webhook_url="").check())

    assert [one.what for one in found if not one.ok] == ["Twilio", "Twilio webhook"]
