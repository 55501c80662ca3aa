"""The playground's own settings: what can be asked of it without anybody writing a file."""

from adapters.playground.connect import at_home
from bot.config import Settings
from bot.rotas import duties
from tests.bot.domain.rotas import MONDAY


def test_somebody_of_the_playground_is_always_on_call():
    settings = at_home(Settings())

    [told] = duties(settings, "support", MONDAY.replace(year=2027))

    assert told.nobody == ()
    assert {one.person for one in told.shifts} <= settings.people.keys()


def test_people_who_are_written_in_the_settings_keep_their_own_rotas():
    assert at_home(Settings.model_validate({"people": {"zoe": {"slack": "U1"}}})).rotas == {}
