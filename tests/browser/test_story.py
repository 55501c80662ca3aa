"""The first story in the playground: the same words as in every chat, in real browser windows."""

from adapters.clock.ticker import SystemClock
from tests.browser.people import People
from tests.browser.serving import playground_on
from tests.browser.stage import BrowserStage
from tests.journeys import story


def test_the_first_story_is_lived_in_a_browser(browser, database, bell, request):
    with playground_on(database, bell, SystemClock()) as served:
        people = People(browser, served.address, request.config.rootpath / "artefacts" / "story")
        try:
            story.tell(BrowserStage(people))
        finally:
            people.leave()

    assert people.complaints == []
