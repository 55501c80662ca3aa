"""YAML as we read it: plain values, and every key once."""

from collections.abc import Hashable
from typing import Any

import yaml

NotYAML = yaml.YAMLError


def parsed(text: str) -> Any:
    """Raises NotYAML."""
    return yaml.load(text, _Loader)  # noqa: S506 -- it is a SafeLoader


class _Loader(yaml.SafeLoader):
    """Refuses a key that is written twice: one of the two would be lost in silence.

    A date is text, as it was written: YAML would make a date of one, and fail over 30 February.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 -- the name and the shape are PyYAML's
        first: [(tag, looks) for tag, looks in several if tag != "tag:yaml.org,2002:timestamp"]
        for first, several in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                line = node.value[place][0].start_mark.line + 1
                raise yaml.YAMLError(f"line {line}: {key} is written twice")
        return super().construct_mapping(node, deep)
