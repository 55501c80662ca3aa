"""Payloads as no vendor documents them: with places that are missing, null, or of another kind."""

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

INSTEAD: tuple[Any, ...] = (
    ...,
    None,
    "",
    [],
    {},
    "odd",
    "2026-99-99",
    0,
    7,
    -1,
    1e99,
    True,
    [None],
    {"a": None},
)
"""`...` stands for nothing at all."""


@st.composite
def broken(draw: st.DrawFn, whole: Any, *, keep: Sequence[str] = ()) -> Any:
    """A copy in which up to four places are odd; those below the names in `keep` stay as they are."""
    places = [place for place in _places(whole) if place[0] not in keep]
    raw = copy.deepcopy(whole)
    for *way, last in draw(st.lists(st.sampled_from(places), min_size=1, max_size=4)):
        odd = draw(st.sampled_from(INSTEAD))
        try:
            node = raw
            for name in way:
                node = node[name]
            if odd is ...:
                del node[last]
            else:
                node[last] = copy.deepcopy(odd)
        except (KeyError, IndexError, TypeError):
            continue
    return raw


def _places(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in this JSON, the whole excepted."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, value in items:
        yield (*above, name)
        yield from _places(value, (*above, name))
