"""What may be written about our own status page."""

import pytest
from pydantic import ValidationError

from bot.config import Settings
from bot.domain.colour import contrast, lightened
from bot.settings_page import DARK_GROUND, LIGHT_GROUND, PageTheme, PublicPage


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1


def test_a_colour_that_cannot_be_read_is_refused_with_its_contrast():
    with pytest.raises(ValidationError, match=r"accent: #ffcc00 has a contrast of 1\.\d\d:1"):
        PageTheme(accent="#ffcc00")
    with pytest.raises(ValidationError, match="accent_dark: #0b2a6b"):
        PageTheme(accent_dark="#0b2a6b")


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#1234567", "url(x)", "#000000;}"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValidationError):
        PageTheme(accent=colour)


@pytest.mark.parametrize("colour", ["#000000", "#1d5fb8", "#7a0019", "#005500"])
def test_a_dark_colour_is_lightened_until_it_can_be_read(colour):
    assert contrast(colour, LIGHT_GROUND) >= 4.5
    assert contrast(lightened(colour, DARK_GROUND, 4.5), DARK_GROUND) >= 4.5


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//acme.test", "https://"])
def test_a_link_leads_to_a_homepage_or_is_refused(link):
    with pytest.raises(ValidationError):
        PublicPage(title="Acme", link=link)


@pytest.mark.parametrize(
    ("others", "missing"),
    [
        ({}, ["publishing.smtp, by which", "public_url, with which"]),
        ({"public_url": "https://status.acme.test"}, ["publishing.smtp"]),
        ({"publishing": {"smtp": {"host": "a.test", "from_address": "a@b.test"}}}, ["public_url"]),
    ],
)
def test_nobody_may_subscribe_without_a_mail_server_and_an_address_for_links(others, missing):
    page = {"status_page": {"title": "Acme", "subscribe": True}}

    with pytest.raises(ValidationError) as refused:
        Settings.model_validate(page | others)

    assert str(refused.value).count("status_page.subscribe: needs") == len(missing)
    assert all(one in str(refused.value) for one in missing)
