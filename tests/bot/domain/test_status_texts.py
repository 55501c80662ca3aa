"""The words that drafts begin with pass the eyes that look at drafts."""

import pytest

from bot.domain.status_lint import lint
from bot.domain.status_remark import Context, Severity
from bot.domain.status_template import filled
from bot.domain.status_texts import AUDIENCES, TEXTS
from tests.bot.domain.status_stories import NEXT, TOLD

PHASES = ("investigating", "identified", "monitoring", "resolved", "no_news")


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("language", TEXTS)
def test_no_default_is_stopped(language, audience, phase):
    text = filled(TEXTS[language][audience][phase], TOLD[language], language)
    seen = Context(language=language, phase=phase, audience=audience, people=("Ana Müller",), next_at=NEXT)

    stopped = [one for one in lint(text, seen) if one.severity is Severity.STOP]

    assert not stopped


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("language", TEXTS)
def test_no_default_for_customers_is_remarked_on_at_all(language, phase):
    text = filled(TEXTS[language]["customers"][phase], TOLD[language], language)

    assert not lint(text, Context(language=language, phase=phase, next_at=NEXT))
