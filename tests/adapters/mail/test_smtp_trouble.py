"""E-mail: refusals, lost answers, and ways that are not secure."""

import logging
import ssl
from dataclasses import replace

import pytest

from bot.errors import NotLetIn, Refused, TryLater
from tests.adapters.mail.letters import LETTER, PASSWORD
from tests.fakes.smtp import Mailbox, certificate, serving
from tests.journeys.program import free_port


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "END"])
@pytest.mark.parametrize(
    ("reply", "kind"),
    [("450 4.2.1 Try again", TryLater), ("550 5.1.1 Nobody here", Refused), ("421 Closing", TryLater)],
)
def test_what_the_server_answers_to_a_letter_is_said_in_its_words(mailbox, mail, word, reply, kind):
    ours = mail(mailbox)
    mailbox.replies[word] = reply

    with pytest.raises(kind, match=reply.partition(" ")[2]) as no:
        ours.send(LETTER, key="k1")
    assert not isinstance(no.value, NotLetIn)
    assert not getattr(no.value, "unsure", False)
    mailbox.replies.clear()
    ours.send(replace(LETTER, to="leo@customer.test"), key="k2")

    assert mailbox.letters[-1].to == "leo@customer.test"


def test_a_letter_whose_answer_got_lost_is_in_doubt(mailbox, mail):
    mailbox.hangs_up_after = "DATA"
    ours = mail(mailbox)

    with pytest.raises(TryLater, match="does not answer") as later:
        ours.send(LETTER, key="k1")
    assert later.value.unsure
    mailbox.hangs_up_after = ""
    ours.send(LETTER, key="k1", doubtful=True)

    assert len({one.read["Message-ID"] for one in mailbox.letters}) == 1
    assert len(mailbox.letters) == 2


@pytest.mark.parametrize("reply", ["what?", "999 Odd", "17"])
def test_an_answer_to_a_letter_that_cannot_be_read_leaves_it_in_doubt(mailbox, mail, reply):
    mailbox.replies["END"] = reply

    with pytest.raises(TryLater, match="cannot be read") as later:
        mail(mailbox).send(LETTER, key="k1")

    assert later.value.unsure


@pytest.mark.parametrize("word", ["EHLO", "MAIL", "RCPT"])
def test_a_connection_that_breaks_before_the_letter_leaves_no_doubt(mailbox, mail, word):
    mailbox.hangs_up_after = word

    with pytest.raises(TryLater) as later:
        mail(mailbox).send(LETTER, key="k1")

    assert not later.value.unsure
    assert mailbox.letters == []


def test_a_server_that_is_not_there_is_tried_again_later(mail):
    with pytest.raises(TryLater, match="does not answer") as later:
        mail(Mailbox(port=free_port())).send(LETTER, key="k1")

    assert not later.value.unsure


@pytest.mark.parametrize(
    ("reply", "kind"), [("554 5.7.1 Go away", NotLetIn), ("421 Busy", TryLater), ("hello", TryLater)]
)
def test_a_server_that_does_not_want_us_loses_no_letter(mailbox, mail, reply, kind):
    mailbox.replies["CONNECT"] = reply

    with pytest.raises(kind):
        mail(mailbox).send(LETTER, key="k1")


def test_wrong_credentials_are_said_and_the_password_never(mail, caplog):
    caplog.set_level(logging.DEBUG)
    with serving(Mailbox(login=("caseline", PASSWORD))) as mailbox:
        ours = mail(mailbox, password="wrong-one")

        with pytest.raises(NotLetIn, match="username and password") as no:
            ours.send(LETTER, key="k1")

    for seen in (str(no.value), repr(ours), repr(ours._settings), caplog.text):
        assert "wrong-one" not in seen


def test_a_server_that_repeats_the_password_does_not_have_it_shown(mail, caplog):
    caplog.set_level(logging.DEBUG)
    with serving(Mailbox(login=("caseline", PASSWORD))) as mailbox:
        mailbox.replies["MAIL"] = f"550 You said {PASSWORD}"

        with pytest.raises(Refused, match="You said …") as no:
            mail(mailbox).send(LETTER, key="k1")

    assert PASSWORD not in str(no.value) + caplog.text


def test_a_server_that_wants_a_login_we_do_not_have_is_said(mailbox, mail):
    mailbox.replies["MAIL"] = "530 5.7.0 Authentication required"

    with pytest.raises(NotLetIn):
        mail(mailbox).send(LETTER, key="k1")


def test_a_server_that_is_busy_at_the_login_is_tried_again_later(mail):
    with serving(Mailbox(login=("caseline", PASSWORD))) as mailbox:
        mailbox.replies["AUTH"] = "454 4.7.0 Temporary failure"

        with pytest.raises(TryLater):
            mail(mailbox).send(LETTER, key="k1")


@pytest.mark.parametrize("told", [{"login_by": "XOAUTH2"}, {"lacks": {"AUTH PLAIN"}}])
def test_a_server_that_knows_no_passwords_is_said(mail, told):
    told = Mailbox(login=("caseline", PASSWORD), **told)
    with serving(told) as mailbox, pytest.raises(NotLetIn, match="lets nobody log in"):
        mail(mailbox).send(LETTER, key="k1")


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_go_over_tls_to_a_server_that_is_believed(tmp_path, mail, security):
    file = certificate(tmp_path)
    known = ssl.create_default_context(cafile=str(file))
    with serving(Mailbox(login=("caseline", PASSWORD), security=security, tls=file)) as mailbox:
        mail(mailbox, known).send(LETTER, key="k1")

        assert [one.to for one in mailbox.letters] == ["mei@customer.test"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_is_not_believed_gets_no_letter_and_no_password(tmp_path, mail, security):
    file = certificate(tmp_path)
    with serving(Mailbox(login=("caseline", PASSWORD), security=security, tls=file)) as mailbox:
        with pytest.raises(TryLater, match="certificate of the mail server is not believed"):
            mail(mailbox).send(LETTER, key="k1")

        assert "AUTH" not in mailbox.words
        assert mailbox.letters == []


def test_the_name_in_the_certificate_counts(tmp_path, mail):
    file = certificate(tmp_path, "127.0.0.9")
    known = ssl.create_default_context(cafile=str(file))
    told = Mailbox(security="tls", tls=file)
    with serving(told) as mailbox, pytest.raises(TryLater, match="not believed"):
        mail(mailbox, known).send(LETTER, key="k1")


def test_without_starttls_there_is_no_letter_and_no_password(tmp_path, mail):
    told = Mailbox(login=("caseline", PASSWORD), security="starttls", tls=certificate(tmp_path))
    told.lacks = {"STARTTLS"}
    with serving(told) as mailbox:
        with pytest.raises(NotLetIn, match="offers no STARTTLS"):
            mail(mailbox).send(LETTER, key="k1")

        assert [one.partition(" ")[0].lower() for one in mailbox.words] == ["ehlo"]


def test_tls_to_a_port_without_it_is_said(mailbox, mail):
    with pytest.raises(TryLater, match="does not speak TLS as the settings say"):
        mail(mailbox, security="tls").send(LETTER, key="k1")
