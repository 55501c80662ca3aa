"""The bench of the door, for all its tests."""

from tests.adapters.teams.bench import bench

__all__ = ["bench"]
