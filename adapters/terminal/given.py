"""What an operator has given: words of the command line, the environment, the file of settings."""

from argparse import Namespace

from adapters.terminal.logs import set_up
from bot.config import NO_CHATS, Environment, Settings, load_environment, settings_of


def environment(asked: Namespace, *, chats: bool = True) -> Environment:
    """What the command line says counts more than what the environment says."""
    options = {f"caseline_{name}": getattr(asked, name, None) for name in ("host", "port", "database_url")}
    given = {name: value for name, value in options.items() if value is not None}
    found = load_environment(given if chats else {**NO_CHATS, **given})
    set_up(found.caseline_log, found.secrets())
    return found


def settings(environment: Environment) -> Settings:
    """What the file says; its secrets are kept out of the log from now on, too."""
    found = settings_of(environment)
    set_up(environment.caseline_log, [*environment.secrets(), *found.secrets()])
    return found
