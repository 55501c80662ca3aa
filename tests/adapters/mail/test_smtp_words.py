"""E-mail: hostile words, and addresses that are none or of other scripts."""

from dataclasses import replace

import pytest

from bot.errors import Refused
from tests.adapters.mail.letters import LETTER


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85", "\0"])
def test_no_subject_and_no_name_begins_another_header(mailbox, mail, end):
    subject = f"Down{end}Bcc: eve@evil.test{end}{end}<b>Body</b>"

    mail(mailbox).send(replace(LETTER, subject=subject), key="k1")

    [letter] = mailbox.letters
    assert letter.to == "mei@customer.test"
    assert letter.read["Bcc"] is None
    assert letter.read["Subject"] == "Down Bcc: eve@evil.test <b>Body</b>"
    assert letter.text == LETTER.text + "\n"


def test_a_subject_that_looks_encoded_is_shown_as_it_was_typed(mailbox, mail):
    subject = "=?utf-8?q?Down=0D=0ABcc:_eve@evil.test?= (=?utf-8?b?eA==?=)"

    mail(mailbox).send(replace(LETTER, subject=subject), key="k1")

    [letter] = mailbox.letters
    assert letter.read["Subject"].replace("\u2060", "") == subject
    assert letter.read["Bcc"] is None


@pytest.mark.parametrize("subject", ["é" * 1000, "=?utf-8?q?x?= " * 50, "故障" * 300, "x" * 5000, ""])
def test_a_long_or_strange_subject_stays_a_subject(mailbox, mail, subject):
    mail(mailbox).send(replace(LETTER, subject=subject), key="k1")

    [letter] = mailbox.letters
    head = letter.content.partition(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.split(b"\r\n")) < 998
    assert len(letter.read["Subject"]) <= 250
    assert letter.read["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "text",
    [
        ".\r\nMAIL FROM:<eve@evil.test>\r\n.\n..",
        "\n.\n",
        "From here on\n\n--boundary\nContent-Type: text/html",
        "Größe 故障 \U0001f600 \u202eback\u202c",
        "<script>alert(1)</script> &amp;",
        "x" * 20000,
        "",
    ],
)
def test_a_text_arrives_as_it_was_typed(mailbox, mail, text):
    mail(mailbox).send(replace(LETTER, text=text), key="k1")

    [letter] = mailbox.letters
    assert letter.text.removesuffix("\n") == text.replace("\r\n", "\n").removesuffix("\n")
    assert letter.read.get_content_type() == "text/plain"
    assert letter.content.isascii()


def test_halves_of_characters_and_nul_do_not_stop_a_letter(mailbox, mail):
    mail(mailbox).send(replace(LETTER, text="Down \ud83d\0 now"), key="k1")

    assert mailbox.letters[0].text == "Down \ufffd now\n"


@pytest.mark.parametrize(
    "to",
    [
        "",
        "mei",
        "@customer.test",
        "mei@",
        "mei@customer.test\r\nRCPT TO:<eve@evil.test>",
        "mei@customer.test, eve@evil.test",
        "Mei <mei@customer.test>",
        "mei@customer..test",
        "mei..li@customer.test",
        "mei@-customer.test",
        "m ei@customer.test",
        "mei\u202e@customer.test",
        "mei@customer.test>",
        f"{'x' * 65}@customer.test",
        f"mei@{'x' * 64}.test",
        f"mei@{'é' * 64}.test",
        f"mei@{'abc.' * 70}test",
        "mei@cust\u200bomer\u3000.test",
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_sent(mailbox, mail, to):
    with pytest.raises(Refused, match="is no e-mail address"):
        mail(mailbox).send(replace(LETTER, to=to), key="k1")

    assert mailbox.connections == 0


def test_a_language_that_is_none_is_left_out(mailbox, mail):
    mail(mailbox).send(replace(LETTER, language="en\r\nBcc: eve@evil.test"), key="k1")

    assert mailbox.letters[0].read["Content-Language"] is None


def test_a_domain_of_another_script_works_everywhere(mailbox, mail):
    mailbox.lacks = {"SMTPUTF8"}

    mail(mailbox).send(replace(LETTER, to="mei@müller.test"), key="k1")

    assert mailbox.letters[0].to == "mei@xn--mller-kva.test"
    assert mailbox.letters[0].read["To"] == "mei@xn--mller-kva.test"


def test_a_name_of_another_script_goes_where_the_server_knows_such(mailbox, mail):
    mail(mailbox).send(replace(LETTER, to="美@customer.test", subject="故障"), key="k1")

    [letter] = mailbox.letters
    assert letter.to == "美@customer.test"
    assert (letter.read["To"], letter.read["Subject"]) == ("美@customer.test", "故障")
    assert any("SMTPUTF8" in word.upper() for word in mailbox.words if word.lower().startswith("mail"))


def test_a_name_of_another_script_is_refused_with_the_reason_where_it_does_not(mailbox, mail):
    mailbox.lacks = {"SMTPUTF8"}
    ours = mail(mailbox)

    with pytest.raises(Refused, match=r"美@customer\.test: it knows no addresses of other scripts"):
        ours.send(replace(LETTER, to="美@customer.test"), key="k1")
    ours.send(LETTER, key="k2")

    assert [one.to for one in mailbox.letters] == ["mei@customer.test"]
