"""People are found by any of their names, and a copy of the settings finds its own people."""

from bot.config import Settings

PEOPLE = {
    "ana": {"slack": "U1", "zendesk": "11", "email": "ana@acme.test"},
    "leo": {"playground": "leo", "email": "Leo@acme.test"},
}


def test_a_person_is_found_by_an_id_in_a_chat_and_by_no_other():
    settings = Settings.model_validate({"people": PEOPLE})

    assert [settings.known_as(id) for id in ("slack:U1", "slack:u1", "teams:U1", "")] == ["ana", "", "", ""]


def test_at_a_desk_the_id_counts_before_the_address_and_case_makes_no_difference():
    settings = Settings.model_validate({"people": PEOPLE})

    assert settings.person_at_desk("zendesk", "11", "leo@acme.test") == "ana"
    assert settings.person_at_desk("zendesk", "12", "LEO@acme.test") == "leo"
    assert settings.person_at_desk("sandbox", "LEO", "") == "leo"
    assert settings.person_at_desk("slack", "U1", "") == ""
    assert settings.person_at_desk("zendesk", "", "") == ""


def test_a_copy_with_other_people_finds_these():
    settings = Settings.model_validate({"people": PEOPLE})
    assert settings.known_as("slack:U1") == "ana"

    fewer = settings.model_copy(update={"people": {}})

    assert fewer.known_as("slack:U1") == ""
    assert settings.known_as("slack:U1") == "ana"
