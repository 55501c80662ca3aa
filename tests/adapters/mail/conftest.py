"""A mail server at the wire, and ours in front of one."""

import ssl

import pytest

from adapters.mail.smtp import SmtpMail, connect
from bot.settings_publish import Smtp
from tests.adapters.mail.letters import NOON
from tests.fakes.smtp import Mailbox, serving


@pytest.fixture
def mailbox():
    with serving() as found:
        yield found


@pytest.fixture
def mail():
    """Ours, in front of this mail server."""
    made: list[SmtpMail] = []

    def to(mailbox: Mailbox, tls: ssl.SSLContext | None = None, **more: object) -> SmtpMail:
        made.append(connect(Smtp.model_validate(mailbox.settings(**more)), now=lambda: NOON, tls=tls))
        return made[-1]

    yield to
    for one in made:
        one.close()
