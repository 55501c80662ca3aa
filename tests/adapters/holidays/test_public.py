"""Public holidays as they come from the package."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.holidays.connect import PublicHolidays
from bot.errors import NotFound

ROOT = Path(__file__).parents[3]


def test_a_part_of_a_country_has_holidays_of_its_own():
    berlin = PublicHolidays().of("DE-BE", range(2026, 2027))
    bavaria = PublicHolidays().of("DE-BY", range(2026, 2027))

    assert "2026-03-08" in {one.on for one in berlin}
    assert "2026-03-08" not in {one.on for one in bavaria}


def test_each_holiday_has_its_date_its_name_and_its_source():
    found = PublicHolidays().of("DE", range(2026, 2028))

    assert [one.on for one in found] == sorted(one.on for one in found)
    assert {one.on: one.name for one in found}["2026-12-25"] == "Christmas Day"
    assert all(one.source.startswith("DE (holidays 0.") for one in found)


def test_a_holiday_at_the_weekend_is_closed_on_the_day_on_which_it_is_observed_too():
    names = {one.on: one.name for one in PublicHolidays().of("US", range(2026, 2027))}

    assert names["2026-07-03"] == "Independence Day (observed)"
    assert "2026-07-04" in names


def test_years_that_a_country_does_not_know_are_left_out_in_silence(recwarn):
    found = PublicHolidays().of("IN", range(1950, 2101))

    assert found
    assert not list(recwarn)


@pytest.mark.parametrize("code", ["XX", "DE-ZZ", "de"])
def test_a_code_that_nobody_knows_is_said(code):
    with pytest.raises(NotFound, match=f"no public holidays are known of {code}"):
        PublicHolidays().of(code, range(2026, 2027))


def test_the_language_of_the_machine_does_not_choose_the_names():
    ask = (
        "from adapters.holidays.connect import PublicHolidays\n"
        "public, codes = PublicHolidays(), ('DE', 'FR', 'CO')\n"
        "print([one.name for code in codes for one in public.of(code, range(2026, 2027))])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, "LANGUAGE": language, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for language in ("de", "uk", "C")
    }

    assert len(told) == 1
    assert "Christmas Day" in told.pop()


def test_the_package_is_loaded_when_somebody_asks_and_not_before():
    ask = (
        "import sys\n"
        "import bot.__main__\n"
        "from adapters.holidays.connect import PublicHolidays\n"
        "public = PublicHolidays()\n"
        "print('holidays' in sys.modules)\n"
        "public.of('DE', range(2026, 2027))\n"
        "print('holidays' in sys.modules)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", ask],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["False", "True"]
