"""Settings of publishing: what may be written, and what is said of mistakes."""

import pytest

from bot.config import Settings, load
from bot.errors import SettingsError

PAGE = "statuspage: {api_key: hush, page_id: p1}"
SMTP = "smtp: {host: smtp.acme.test, from_address: status@acme.test"


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Settings:
        path = tmp_path / "caseline.yml"
        path.write_text(f"publishing: {{{text}}}", encoding="utf-8")
        return load(path, {})

    return read


def test_nothing_is_published_unless_it_is_set():
    assert (Settings().publishing.statuspage, Settings().publishing.smtp) == (None, None)


def test_letters_are_secured_unless_it_is_set_otherwise(read):
    smtp = read(f"{SMTP}}}").publishing.smtp

    assert (smtp.port, smtp.security) == (587, "starttls")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", '"::1"'])
def test_a_server_on_this_machine_needs_no_security(read, host):
    assert read(f"smtp: {{host: {host}, security: none, from_address: a@b.test}}").publishing.smtp


def test_secrets_are_known_to_be_some(read):
    settings = read(f"{PAGE}, {SMTP}, username: u, password: quiet}}")

    assert settings.secrets() == ["hush", "quiet"]
    assert "hush" not in repr(settings)
    assert "quiet" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{SMTP}, security: none}}", "security may only be none while host is a loopback address"),
        ("smtp: {host: 10.0.0.1, security: none, from_address: a@b.test}", "loopback address"),
        (f"{SMTP}, username: u}}", "needs a username and a password, or neither"),
        (f"{SMTP}, password: quiet}}", "needs a username and a password, or neither"),
        (f"{SMTP}, username: u, password: quiété}}", "characters that cannot be sent"),
        (f"{SMTP}, port: 0}}", "publishing.smtp.port"),
        (f"{SMTP}, security: ssl}}", "publishing.smtp.security"),
        (f'{SMTP}, from_name: "A\\nB"}}', "publishing.smtp.from_name"),
        (f"{SMTP}, reply_to: nobody}}", "publishing.smtp.reply_to"),
        ('smtp: {host: a.test, from_address: "a@b.test\\nBcc: c@d.test"}', "publishing.smtp.from_address"),
        ("smtp: {host: a.test/x, from_address: a@b.test}", "publishing.smtp.host"),
        ("statuspage: {api_key: hush}", "publishing.statuspage.page_id"),
        ('statuspage: {api_key: "", page_id: p1}', "publishing.statuspage.api_key"),
        ("statuspage: {api_key: hush, page_id: ../p1}", "publishing.statuspage.page_id"),
        (
            "statuspage: {api_key: hush, page_id: p1, components: {a: b/c}}",
            "publishing.statuspage.components",
        ),
    ],
)
def test_a_mistake_is_said_with_its_place_and_no_secret(read, text, said):
    with pytest.raises(SettingsError) as error:
        read(text)

    assert said in str(error.value)
    assert "hush" not in str(error.value)
    assert "quiet" not in str(error.value)
