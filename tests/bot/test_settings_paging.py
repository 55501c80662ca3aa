"""Settings of PagerDuty, and what is wrong with them."""

import json

import pytest

from adapters.terminal.reference import pager_table, schema
from bot.config import Settings, load
from bot.errors import SettingsError
from bot.settings_paging import PagerDuty

KEY = "R" * 32
GOOD = f"""
paging:
  pagerduty:
    api_token: ${{TOKEN}}
    from: caseline@acme.test
    webhook_secrets: [old-secret, new-secret]
    services:
      payments: {{service: PAB1CDE, escalation_policy: PEF2GHI, routing_key: {KEY}}}
      search: {{service: PJK3LMN}}
      mail: {{routing_key: {KEY}}}
"""


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Settings:
        path = tmp_path / "caseline.yml"
        path.write_text(text, encoding="utf-8")
        return load(path, {"TOKEN": "token-5"})

    return read


def pagerduty(settings: Settings) -> PagerDuty:
    assert settings.paging.pagerduty
    return settings.paging.pagerduty


def test_who_writes_there_is_called_from(read):
    assert pagerduty(read(GOOD)).from_ == "caseline@acme.test"


def test_a_service_may_have_an_id_or_a_routing_key_or_both(read):
    services = pagerduty(read(GOOD)).services

    assert {name: (one.service, bool(one.routing_key)) for name, one in services.items()} == {
        "payments": ("PAB1CDE", True),
        "search": ("PJK3LMN", False),
        "mail": ("", True),
    }
    assert read(GOOD).paging.services() == dict.fromkeys(services, "pagerduty")


def test_a_service_is_found_by_its_id(read):
    assert pagerduty(read(GOOD)).names_of("PAB1CDE") == {"payments"}
    assert pagerduty(read(GOOD)).names_of("") == set()


def test_no_secret_is_printed_and_every_one_is_kept_out_of_logs(read):
    settings = read(GOOD)

    assert {"token-5", "old-secret", "new-secret", KEY} <= set(settings.secrets())
    assert not [one for one in settings.secrets() if one in f"{settings!r} {settings}"]


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("from: caseline@acme.test", "", "from: expected a value"),
        ("from: ", "from_: ", "from_: there is no such setting; did you mean from?"),
        ("from: ", "form: ", "form: there is no such setting; did you mean from?"),
        ("caseline@acme.test", "Caseline", "from: is not written as expected"),
        ("api_token: ${TOKEN}", "", "api_token: expected a value"),
        ("{service: PJK3LMN}", "{}", "services.search: needs the id of a service, or a routing_key"),
        ("{service: PJK3LMN}", "{escalation_policy: P1}", "services.search: needs the id of a service"),
        ("PJK3LMN", "https://acme.pagerduty.com/services/P1", "services.search.service: is not written"),
        ("PEF2GHI", "on call", "services.payments.escalation_policy: is not written as expected"),
        ("search:", "Search:", "services.Search: is no good name"),
        ("[old-secret, new-secret]", "old-secret", "webhook_secrets: expected a list"),
    ],
)
def test_what_is_wrong_is_said_without_any_secret(read, good, bad, said):
    assert good in GOOD

    with pytest.raises(SettingsError) as caught:
        read(GOOD.replace(good, bad))

    lines = [one.partition("caseline.yml: ")[2] for one in caught.value.findings]
    assert any(one.startswith(f"paging.pagerduty.{said}") for one in lines)
    assert not any(secret in one for one in lines for secret in ("token-5", "old-secret", KEY))


def test_schema_and_page_call_it_from_as_the_file_does():
    properties = json.loads(schema())["$defs"]["PagerDuty"]["properties"]

    assert "from" in properties
    assert "from_" not in properties
    assert "| `from` | needed |" in pager_table("pagerduty")
    assert "from_" not in pager_table("pagerduty")
