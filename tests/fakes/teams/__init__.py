"""A Teams on 127.0.0.1 that keeps state and can be asked what people see.

with serving() as teams:
    teams.add_user("Ana")
    general = teams.add_team("Support")
    TeamsVoice(…)  # teams.service_url, teams.graph_url, teams.login_url, teams.app_id, teams.password
    teams.conversation("General").spoken, teams.seen_by("29:ana"), teams.called("PUT activities")
    said(teams, "29:ana", "General", "@Caseline declare")  # the activity that Teams would send
"""

from tests.fakes.teams.activities import installed, pressed, said
from tests.fakes.teams.fake import CATALOG_APP, FakeTeams
from tests.fakes.teams.server import serving
from tests.fakes.teams.state import Call, Conversation, Message, Team, User

__all__ = [
    "CATALOG_APP",
    "Call",
    "Conversation",
    "FakeTeams",
    "Message",
    "Team",
    "User",
    "installed",
    "pressed",
    "said",
    "serving",
]
