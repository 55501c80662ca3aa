"""Public holidays from the package `holidays` (https://github.com/vacanza/holidays)."""

import warnings
from collections.abc import Sequence

import holidays
from holidays.version import __version__

from bot.domain.holiday import Holiday
from bot.errors import NotFound

ENGLISH = "en_US"


def public_holidays(code: str, years: range) -> Sequence[Holiday]:
    """Of whole days only, with the days on which they are observed. Raises NotFound.

    What the package warns of, such as a feast by the moon that it knows for few years, shows in the list.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _found(code, years)


def _found(code: str, years: range) -> Sequence[Holiday]:
    country, _, part = code.partition("-")
    try:
        entity = holidays.country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise NotFound(
            f"no public holidays are known of {code}; write a country such as DE, or DE-BE"
        ) from None
    known = range(max(years.start, entity.start_year), min(years.stop, entity.end_year + 1))
    found = holidays.country_holidays(country, subdiv=part or None, years=known, language=_language(entity))
    source = f"{code} (holidays {__version__})"
    return [Holiday(f"{day}", name, source) for day, name in sorted(found.items())]


def _language(entity: holidays.HolidayBase) -> str | None:
    """Always said: otherwise the machine's own language would choose the names."""
    return ENGLISH if ENGLISH in entity.supported_languages else entity.default_language
