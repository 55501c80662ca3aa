"""What is wrong with the file of an SQLite database is said before SQLite opens it."""

import os

import pytest

from bot.errors import NotFound, SettingsError
from storage.bell import Bell
from storage.migrations import upgrade
from storage.unit_of_work import connect


def test_a_file_that_nobody_made_yet_is_not_made_by_looking(tmp_path):
    with pytest.raises(NotFound, match=r"no database at .*caseline.db yet. Run `caseline db upgrade`"):
        connect(f"sqlite:///{tmp_path}/caseline.db", Bell())

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("use", [lambda url: connect(url, Bell()), upgrade])
def test_a_folder_that_is_not_there_is_named(tmp_path, use):
    with pytest.raises(SettingsError, match=f"there is no folder {tmp_path}/no/such$"):
        use(f"sqlite:///{tmp_path}/no/such/caseline.db")


@pytest.mark.parametrize("use", [lambda url: connect(url, Bell()), upgrade])
def test_a_file_that_is_no_database_is_named(tmp_path, use):
    (tmp_path / "caseline.db").write_text("Dear diary, today the checkout was down.")

    with pytest.raises(SettingsError, match=r"caseline.db is no SQLite database$"):
        use(f"sqlite:///{tmp_path}/caseline.db")


def test_a_folder_in_place_of_the_file_is_no_database(tmp_path):
    with pytest.raises(SettingsError, match=r"is no SQLite database$"):
        connect(f"sqlite:///{tmp_path}", Bell())


def test_a_file_by_sqlites_own_uri_is_left_to_sqlite(sqlite_url):
    path = sqlite_url.removeprefix("sqlite:///")

    connect(f"sqlite:///file:{path}?mode=rw&uri=true", Bell()).close()


@pytest.mark.parametrize(
    ("forbidden", "said"),
    [("caseline.db", "may not read and write .*caseline.db$"), ("", "may not write in the folder")],
)
def test_what_this_user_may_not_do_is_said(tmp_path, monkeypatch, forbidden, said):
    """Nothing is really forbidden to root, as whom these tests may run."""
    monkeypatch.setattr(os, "access", lambda path, _: path != tmp_path / forbidden)
    (tmp_path / "caseline.db").touch()

    with pytest.raises(SettingsError, match=said):
        connect(f"sqlite:///{tmp_path}/caseline.db", Bell())
