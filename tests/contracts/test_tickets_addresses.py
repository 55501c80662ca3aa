"""Which addresses and ids every system of tickets believes, and which are refused before anything leaves."""

from contextlib import suppress

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ticket_ability import Ability
from bot.errors import Refused, TicketGone
from tests.contracts.tickets_all import ACTS, FOUND, every, id_of, refuse_everything, system
from tests.contracts.tickets_samples import ADDRESSES

HOSTILE = (
    "",
    "nonsense",
    "{scheme}://{host}/",
    "{scheme}://{host}.evil.test{place}",
    "{scheme}://evil{host}{place}",
    "{scheme}://{host}@evil.test{place}",
    "{scheme}://{host}:pass@evil.test{place}",
    "{scheme}://evil.test/{scheme}://{host}{place}",
    "{scheme}://evil.test?{scheme}://{host}{place}",
    "{scheme}://evil.test#{scheme}://{host}{place}",
    "{scheme}://evil.test\\@{host}{place}",
    "{scheme}://{host}\\.evil.test{place}",
    "{scheme}://{host}%2eevil.test{place}",
    "{scheme}://ana@{host}{place}",
    "{scheme}://{host}:444{place}",
    "{scheme}://{host}.{place}",
    "{scheme}:{host}{place}",
    "{scheme}:/{host}{place}",
    "{scheme}:///{host}{place}",
    "http://{host}{place}",
    "\x00{scheme}://{host}{place}",
    "{scheme}://[{host}{place}",
    "{scheme}://{host}:port{place}",
    "ftp://{host}{place}",
    "javascript://{host}{place}",
    "file://{host}{place}",
    "//{host}{place}",
    "{host}{place}",
)


@every
def test_an_address_of_a_ticket_names_it(name):
    assert id_of(name)


@every
@pytest.mark.parametrize(
    "form", [" {} ", "<{}>", "<{}|the ticket>", "{} is what I mean", "{}\nand more", "{}#top"]
)
def test_words_around_an_address_do_not_matter(name, form):
    address = ADDRESSES[name]
    shouted = address.replace("https://", "HTTPS://").replace(".com", ".COM", 1)

    found = {system(name, refuse_everything).ref_in(form.format(one)) for one in (address, shouted)}

    assert found == {id_of(name)}


@every
@pytest.mark.parametrize("form", HOSTILE)
def test_a_hostile_address_names_nothing(name, form):
    url = httpx.URL(ADDRESSES[name])
    place = str(url).partition(url.host)[2]
    address = form.format(scheme=url.scheme, host=url.host, place=place)

    assert system(name, refuse_everything).ref_in(address) == ""


@every
@given(before=st.text(max_size=60), behind=st.text(max_size=200))
def test_no_words_make_a_foreign_address_ours_and_none_are_too_odd(name, before, behind):
    url = httpx.URL(ADDRESSES[name])
    desk = system(name, refuse_everything)

    assert desk.ref_in(f"https://evil.test/{before}{url}") == ""
    assert desk.ref_in(f"https://{url.host}.evil.test/{before}{url.raw_path.decode()}") == ""
    assert isinstance(desk.ref_in(behind), str)


@every
@pytest.mark.parametrize(
    "id",
    [
        "",
        " ",
        ".",
        "..",
        "../../users",
        "7/../../users",
        "/7",
        "7/",
        "7?expand=all",
        "７",
        "7\n8",
        "7\x00",
        "7 OR 1=1",
        "' OR ''='",
        "%2e%2e%2f7",
        "\\7",
        "@evil.test",
        "https://evil.test/7",
        "7" * 300,
    ],
)
def test_a_hostile_id_is_refused_before_anything_leaves(name, id):
    connected = system(name, refuse_everything)

    for ability in (Ability.FETCH, Ability.NOTE, Ability.REPLY, Ability.TAG):
        does_nothing = bool(FOUND[name].ABILITIES[ability])
        with suppress(Refused) if does_nothing else pytest.raises(TicketGone):
            ACTS[ability](connected, id)
