"""What `bot/__main__.py` is given: loads the rest when the first texts are compared."""

from collections.abc import Mapping, Sequence

from bot.domain.likeness import Alike


class Likeness:
    """Keeps `bot.ports.Likeness`. Most starts compare nothing for a while, and need not wait for it."""

    def among(self, text: str, others: Mapping[str, str], *, limit: int) -> Sequence[Alike]:
        from adapters.likeness.rapid import RapidLikeness  # noqa: PLC0415 - loaded when it is needed

        return RapidLikeness().among(text, others, limit=limit)
