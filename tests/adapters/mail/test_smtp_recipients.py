"""Letters to people who subscribed: refused because of their address or not, shown together, never named."""

import logging
from dataclasses import replace

import pytest

from bot.errors import NoMailbox, NotLetIn, NotNow, Refused, TryLater
from tests.adapters.mail.letters import LETTER

DISCREET = replace(LETTER, discreet=True)


@pytest.mark.parametrize(
    ("word", "reply", "kind"),
    [
        ("RCPT", "550 5.1.1 <mei@customer.test> is unknown", NoMailbox),
        ("RCPT", "552 mei@customer.test has no room", NoMailbox),
        ("RCPT", "550 5.7.1 mei@customer.test: no relaying for you", Refused),
        ("RCPT", "530 5.7.0 Log in first, mei@customer.test", NotLetIn),
        ("RCPT", "451 4.7.1 Greylisted: mei@customer.test", NotNow),
        ("RCPT", "421 Too much of mei@customer.test", TryLater),
        ("MAIL", "550 Not from you to mei@customer.test", Refused),
        ("MAIL", "451 Later, mei@customer.test", TryLater),
        ("DATA", "554 Not to mei@customer.test", Refused),
        ("END", "554 5.7.1 mei@customer.test wants none of it", Refused),
        ("END", "452 mei@customer.test is full", TryLater),
    ],
)
def test_a_refusal_says_whether_it_is_because_of_the_address_and_does_not_name_it(
    mailbox, mail, caplog, word, reply, kind
):
    caplog.set_level(logging.DEBUG)
    mailbox.replies[word] = reply

    with pytest.raises((Refused, TryLater)) as no:
        mail(mailbox).send(DISCREET, key="k1")

    assert type(no.value) is kind
    assert "mei" not in f"{no.value!r} {caplog.text}"


def test_what_is_no_address_or_one_of_another_script_is_not_named_either(mailbox, mail):
    mailbox.lacks = {"SMTPUTF8"}

    for to, kind in (("mei at home", NoMailbox), ("méi@customer.test", Refused)):
        with pytest.raises(kind) as no:
            mail(mailbox).send(replace(DISCREET, to=to), key="k1")

        assert to not in str(no.value)
    assert mailbox.letters == []


def test_letters_about_the_same_are_shown_together_and_those_to_others_are_not_told_by_it(mailbox, mail):
    ours = mail(mailbox)
    about = replace(LETTER, thread="incident/INC-1")

    for letter, key in (
        (about, "k1"),
        (about, "k2"),
        (replace(about, to="leo@b.test"), "k3"),
        (LETTER, "k4"),
    ):
        ours.send(letter, key=key)

    first, second, others, alone = (one.read for one in mailbox.letters)
    assert first["References"] == first["In-Reply-To"] == second["References"] == second["In-Reply-To"]
    assert first["References"].endswith("@acme.test>")
    assert first["Message-ID"] != second["Message-ID"]
    assert others["References"] not in (first["References"], None)
    assert alone["References"] is None
