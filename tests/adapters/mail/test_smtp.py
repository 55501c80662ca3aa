"""E-mail: what the mail server takes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.errors import Refused
from tests.adapters.mail.letters import LETTER, PASSWORD
from tests.fakes.smtp import Mailbox, serving
from tests.journeys.program import free_port


def test_a_letter_arrives_with_everything_a_reader_needs(mailbox, mail):
    mail(mailbox, from_name="Acme Status", reply_to="support@acme.test").send(LETTER, key="k1")

    [letter] = mailbox.letters
    read = letter.read
    assert (letter.sender, letter.to) == ("status@acme.test", "mei@customer.test")
    assert letter.text == LETTER.text + "\n"
    assert {name: read[name] for name in ("From", "To", "Reply-To", "Subject", "Date")} == {
        "From": "Acme Status <status@acme.test>",
        "To": "mei@customer.test",
        "Reply-To": "support@acme.test",
        "Subject": "Checkout is down",
        "Date": "Sat, 28 Nov 2026 12:00:00 +0000",
    }
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Content-Language"] == "en"


def test_who_subscribed_can_end_that_with_one_press(mailbox, mail):
    mail(mailbox).send(LETTER, key="k1")

    read = mailbox.letters[0].read
    assert read["List-Unsubscribe"] == "<https://status.acme.test/unsubscribe/abc>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_long_address_to_unsubscribe_stays_one(mailbox, mail):
    url = "https://status.acme.test/unsubscribe?who=" + "a" * 800

    mail(mailbox).send(replace(LETTER, list_unsubscribe=url), key="k1")

    assert f"List-Unsubscribe: <{url}>\r\n".encode() in mailbox.letters[0].content


def test_one_press_is_not_promised_where_it_would_not_be_secure(mailbox, mail):
    mail(mailbox).send(replace(LETTER, list_unsubscribe="http://127.0.0.1:8080/u/abc"), key="k1")

    read = mailbox.letters[0].read
    assert read["List-Unsubscribe"] == "<http://127.0.0.1:8080/u/abc>"
    assert read["List-Unsubscribe-Post"] is None


def test_who_subscribed_to_nothing_is_offered_no_end(mailbox, mail):
    mail(mailbox).send(replace(LETTER, list_unsubscribe=""), key="k1")

    assert mailbox.letters[0].read["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.test/\r\nBcc: x@y.test", "https://a.test/>,<b", "https://", "u"]
)
def test_what_is_no_address_to_unsubscribe_is_refused(mailbox, mail, url):
    with pytest.raises(Refused, match="by which to unsubscribe"):
        mail(mailbox).send(replace(LETTER, list_unsubscribe=url), key="k1")

    assert mailbox.letters == []


def test_the_same_letter_has_the_same_id_and_others_have_others(mailbox, mail):
    ours = mail(mailbox)

    ours.send(LETTER, key="k1")
    ours.send(LETTER, key="k1", doubtful=True)
    ours.send(LETTER, key="k2")
    ours.send(replace(LETTER, to="leo@customer.test"), key="k1")

    first, again, *others = [one.read["Message-ID"] for one in mailbox.letters]
    assert first == again
    assert len({first, *others}) == 3
    assert first.endswith("@acme.test>")


def test_letters_share_one_connection(mailbox, mail):
    ours = mail(mailbox)

    ours.send(LETTER, key="k1")
    ours.send(LETTER, key="k2")
    ours.close()

    assert mailbox.connections == 1
    assert mailbox.words[-1].upper() == "QUIT"


def test_a_connection_that_was_closed_meanwhile_is_opened_again(mailbox, mail):
    ours = mail(mailbox)
    ours.send(LETTER, key="k1")
    mailbox.replies["RSET"] = "421 4.4.2 Idle for too long"

    ours.send(LETTER, key="k2")

    assert mailbox.connections == 2
    assert len(mailbox.letters) == 2


def test_our_greeting_does_not_name_this_machine(mailbox, mail):
    mail(mailbox).send(LETTER, key="k1")

    assert mailbox.words[0].lower() == "ehlo acme.test"


def test_letters_sent_at_once_go_one_after_the_other(mailbox, mail):
    ours = mail(mailbox)
    people = [f"p{number}@customer.test" for number in range(20)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda to: ours.send(replace(LETTER, to=to), key="k1"), people))

    assert sorted(one.to for one in mailbox.letters) == sorted(people)
    assert all(one.read["To"] == one.to for one in mailbox.letters)
    assert mailbox.connections == 1


def test_the_check_logs_in_and_sends_nothing(mail):
    with serving(Mailbox(login=("caseline", PASSWORD))) as mailbox:
        [found] = mail(mailbox).check()

        told = f"127.0.0.1:{mailbox.port} takes letters from status@acme.test, unsecured, on this machine"
        assert (found.ok, found.says) == (True, told)
        assert [one.partition(" ")[0].upper() for one in mailbox.words] == ["EHLO", "AUTH", "QUIT"]


def test_the_check_says_what_to_do_about_a_password(mail):
    with serving(Mailbox(login=("caseline", PASSWORD))) as mailbox:
        [found] = mail(mailbox, password="wrong-one").check()

    assert "publishing.smtp" in found.todo
    assert "wrong-one" not in str(found)


def test_the_check_says_what_to_do_about_a_server_that_is_not_there(mail):
    [found] = mail(Mailbox(port=free_port())).check()

    assert (found.says, found.ok) == ("The mail server does not answer.", False)
