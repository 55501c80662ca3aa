"""Which addresses may ask for letters, how often, and what they hear of."""

from datetime import UTC, datetime, timedelta
from string import Formatter

import pytest

from adapters.statuspage import subscribe_spoken
from bot.domain.letter_words import LETTERS
from bot.domain.subscriber import Fault, Subscriber, accepted

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" Mei.Li+status@Customer.TEST ", "Mei.Li+status@customer.test"),
        ("mei@müller.example", "mei@xn--mller-kva.example"),
        ("mei@xn--mller-kva.example", "mei@xn--mller-kva.example"),
        ("mei@例え.テスト", "mei@xn--r8jz45g.xn--zckzah"),
        *(
            (one, Fault.ADDRESS)
            for one in ("", "mei", "mei@", "@a.test", "a@b@", "mei@localhost", "a..b@c.de")
        ),
        *((one, Fault.ADDRESS) for one in ("mei@10.0.0.1", "mei@[10.0.0.1]", "mei@a.b", "mei@-a.test")),
        *((f"mei@a.test{one}", Fault.ADDRESS) for one in ("\r\nBcc: x@y.test", ",x@y.test", ">", " x", "\0")),
        ("mei\u202e@a.test", Fault.ADDRESS),
        ("m" * 65 + "@a.test", Fault.ADDRESS),
        ("mei@" + "a" * 60 + ("." + "b" * 60) * 4 + ".test", Fault.ADDRESS),
        ("méi@a.test", Fault.LETTERS),
        ("mei@straße.example", Fault.LETTERS),
        ("mei@ｃustomer.test", Fault.LETTERS),
    ],
)
def test_an_address_is_taken_as_mail_servers_write_it_or_refused(written, address):
    assert accepted(written) == address


def test_each_further_letter_to_the_same_address_takes_twice_as_long():
    def waits(asks: int) -> int:
        one = Subscriber(address="a@b.test", language="en", asked_at=NOON, asks=asks)
        return next(n for n in range(2_000) if one.may_ask(NOON + timedelta(minutes=n)))

    assert [waits(asks) for asks in (0, 1, 2, 3, 8, 500)] == [10, 10, 20, 40, 1280, 1280]


@pytest.mark.parametrize(
    ("chosen", "affected", "hears"),
    [
        ((), ("search",), True),
        ((), (), True),
        (("checkout",), (), True),
        (("checkout",), ("search", "checkout"), True),
        (("checkout",), ("search",), False),
    ],
)
def test_what_names_no_component_is_for_everybody(chosen, affected, hears):
    one = Subscriber(address="a@b.test", language="en", asked_at=NOON, components=chosen)

    assert one.hears(affected) is hears


@pytest.mark.parametrize("spoken", [LETTERS, subscribe_spoken.SPOKEN])
def test_every_language_says_the_same_with_the_same_fields(spoken):
    def fields(words):
        said = ((name, getattr(words, name)) for name in words.__slots__)
        return {
            name: {field for _, field, _, _ in Formatter().parse(text) if field}
            for name, text in said
            if isinstance(text, str) and text
        }

    assert len(spoken) == 6
    assert len({str(sorted((k, sorted(v)) for k, v in fields(one).items())) for one in spoken.values()}) == 1
