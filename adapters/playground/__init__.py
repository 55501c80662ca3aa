"""A chat of our own, in a browser: no account, nobody's permission, everything Caseline does."""

from adapters.playground.desk import Desk
from adapters.playground.listen import Playground, Word, playground
from adapters.playground.people import CAST, Character
from adapters.playground.scenario import Scenario

__all__ = ["CAST", "Character", "Desk", "Playground", "Scenario", "Word", "playground"]
