"""Fixtures of the Slack tests, which stand where their things are made."""

from tests.adapters.slack.bench import bench, recorded

__all__ = ["bench", "recorded"]
