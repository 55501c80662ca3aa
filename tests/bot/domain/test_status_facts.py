"""Facts: whether they changed since somebody wrote about them."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta, timezone

from hypothesis import given

from bot.domain.status_facts import Facts
from tests.bot.domain.status_stories import FACTS, TOLD

ENGLISH = TOLD["en"]


def test_the_facts_that_changed_are_named():
    later = replace(ENGLISH, affected=300, workaround="")

    assert ENGLISH.changes(later) == ("affected", "workaround")
    assert ENGLISH.changes(ENGLISH) == ()


def test_the_same_instant_in_another_zone_is_no_change():
    assert ENGLISH.since is not None
    elsewhere = replace(ENGLISH, since=ENGLISH.since.astimezone(timezone(timedelta(hours=8))))

    assert ENGLISH.changes(elsewhere) == ()
    assert ENGLISH.digest == elsewhere.digest


def test_the_digest_is_the_same_in_every_process():
    asked = "from tests.bot.domain.status_stories import TOLD; print(TOLD['zh-Hans'].digest)"

    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout

    assert said.strip() == TOLD["zh-Hans"].digest


def test_a_name_that_moves_from_one_fact_to_the_next_makes_another_digest():
    assert Facts(title="a", symptom="b").digest != Facts(title="a", cause="b").digest
    assert Facts(title="a", components=("b, c",)).digest != Facts(title="a", components=("b", "c")).digest


@given(FACTS, FACTS)
def test_digests_differ_where_facts_do(one, other):
    assert (one.digest == other.digest) is (one.changes(other) == ())
