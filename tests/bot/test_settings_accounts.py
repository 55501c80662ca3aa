"""The operator's list of customers, read from CSV."""

import pytest

from bot.domain.customer import NOBODY, Account
from bot.errors import SettingsError
from bot.settings_accounts import read_accounts

TIERS = {"vip": 1, "standard": 2}


def written(tmp_path, *lines: str):
    path = tmp_path / "accounts.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def mistakes(path) -> list[str]:
    with pytest.raises(SettingsError) as wrong:
        read_accounts(path, TIERS)
    return [one.replace(str(path), "accounts.csv") for one in wrong.value.findings]


def test_a_customer_is_found_by_company_by_address_and_by_domain(tmp_path):
    path = written(
        tmp_path,
        "organisation,email,domain,tier,owner,region",
        "Acme  Inc,,acme.test,vip,mia,emea",
        ",Boss@bolt.test,,vip,,",
    )

    accounts = read_accounts(path, TIERS)

    acme = Account(name="Acme  Inc", tier="vip", owner="mia", region="emea")
    assert accounts.of("ACME inc", "") == acme
    assert accounts.of("", "kim@ACME.test") == acme
    assert accounts.of("Bolt", "boss@bolt.test").tier == "vip"
    assert accounts.of("Bolt", "other@bolt.test") == NOBODY


def test_a_person_counts_before_their_company(tmp_path):
    path = written(tmp_path, "organisation,email,tier", "Acme,,standard", ",boss@acme.test,vip")

    assert read_accounts(path, TIERS).of("Acme", "boss@acme.test").tier == "vip"


def test_every_mistake_is_one_line_with_its_place(tmp_path):
    path = written(tmp_path, "organisation,teir,tier", "Acme,,gold", ",,vip")

    known = "organisation, email, domain, tier, owner, region, product, language, channels"
    assert mistakes(path) == [
        f"customers.accounts: accounts.csv: there is no column teir; here may stand {known}",
        "customers.accounts: accounts.csv: line 2: there is no tier gold; there are vip, standard",
        "customers.accounts: accounts.csv: line 3: says of nobody what it says",
    ]


def test_a_file_that_names_nobody_is_refused(tmp_path):
    path = written(tmp_path, "tier", "vip")

    assert "name a column organisation, email or domain" in mistakes(path)[0]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path, content):
    path = tmp_path / "accounts.csv"
    if content is not None:
        path.write_bytes(content)

    assert mistakes(path)[0].startswith("customers.accounts: accounts.csv cannot be read: ")


def test_excel_writes_a_mark_before_the_first_column_that_does_no_harm(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("\ufefforganisation,tier\nAcme,vip\n", encoding="utf-8")

    assert read_accounts(path, TIERS).of("acme", "").tier == "vip"


def test_rooms_that_are_shared_with_a_customer_stand_one_behind_the_other(tmp_path):
    path = written(tmp_path, "organisation,channels", "Acme,slack:C0123  teams:19:x@thread.tacv2 slack:C0123")

    accounts = read_accounts(path, TIERS)

    assert accounts.of("acme", "").channels == ("slack:C0123", "teams:19:x@thread.tacv2")
    assert accounts.channels() == ("slack:C0123", "teams:19:x@thread.tacv2")


def test_a_room_that_is_none_or_hears_of_incidents_is_nobodys_to_share(tmp_path):
    path = written(tmp_path, "organisation,channels", "Acme,#acme slack:#incidents")
    with pytest.raises(SettingsError) as wrong:
        read_accounts(path, TIERS, internal={"slack:#incidents"})

    assert [one.partition("line 2: ")[2] for one in wrong.value.findings] == [
        "#acme is no channel; write slack:C0123 or teams:19:…",
        "slack:#incidents hears what is not for customers; share another one",
    ]
