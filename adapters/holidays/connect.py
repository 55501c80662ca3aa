"""What `bot/__main__.py` is given: loads the rest when a calendar asks for public holidays."""

from collections.abc import Sequence

from bot.domain.holiday import Holiday


class PublicHolidays:
    """Keeps `bot.ports.PublicHolidays`. Who lists no country starts without the package."""

    def of(self, code: str, years: range) -> Sequence[Holiday]:
        from adapters.holidays.public import public_holidays  # noqa: PLC0415 - loaded when it is needed

        return public_holidays(code, years)
