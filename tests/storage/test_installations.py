import pytest
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore

from storage import installations


@pytest.fixture
def sdk(database):
    """Slack's own stores on our database."""
    store = SQLAlchemyInstallationStore("client", database.engine)
    return store, SQLAlchemyOAuthStateStore(300, database.engine)


def described(table):
    columns = [(one.name, str(one.type), one.nullable, one.primary_key) for one in table.columns]
    indexes = [(index.name, [column.name for column in index.columns]) for index in table.indexes]
    return table.name, columns, indexes


def test_our_tables_are_those_of_the_sdk(sdk):
    store, states = sdk

    assert described(installations.slack_installations) == described(store.installations)
    assert described(installations.slack_bots) == described(store.bots)
    assert described(installations.slack_oauth_states) == described(states.oauth_states)


def test_the_sdk_keeps_workspaces_in_our_database(sdk):
    store, _ = sdk
    store.save(
        Installation(
            app_id="A1", team_id="T1", user_id="U1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U2"
        )
    )

    assert store.find_bot(enterprise_id=None, team_id="T1").bot_token == "xoxb-1"
    assert store.find_bot(enterprise_id=None, team_id="T2") is None


def test_the_sdk_uses_a_state_once(sdk):
    _, states = sdk
    state = states.issue()

    assert [states.consume(state), states.consume(state)] == [True, False]
