"""Instants, and words that fit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.paging.values import details, instant
from tests.adapters.paging.calls import CALL, EVERYTHING, NOW


@pytest.mark.parametrize(
    "told", ["2026-03-04T09:00:00Z", "2026-03-04T09:00:00", "2026-03-04T10:00:00.000+01:00"]
)
def test_an_instant_is_read_as_utc(told):
    read = instant(told)

    assert read == NOW
    assert read is not None
    assert read.tzinfo is UTC


@pytest.mark.parametrize("told", ["", "soon", "2026-99-99", "0001-01-01T00:00:00+23:00"])
def test_what_is_no_instant_is_none(told):
    assert instant(told) is None


def test_the_first_instant_of_all_is_one():
    assert instant("0001-01-01T00:00:00Z") == datetime(1, 1, 1, tzinfo=UTC)


def test_links_stand_behind_the_details_and_are_not_cut_off():
    assert details(CALL, 1000) == EVERYTHING
    cut = details(replace(CALL, details="x" * 1000), 100)
    assert len(cut) == 100
    assert cut.endswith(f"x\n\n{CALL.url}\n\n{CALL.bridge}")


def test_details_without_links_are_cut():
    assert details(replace(CALL, details="x" * 50, url="", bridge=""), 20) == "x" * 20
