"""A Slack on 127.0.0.1 that keeps state and can be asked what people see.

with serving() as slack:
    slack.add_user("U1", "Ana")
    SlackVoice(Workspaces(slack.api_url, bot_token="xoxb-test"), clock)
    slack.channel("inc-1-checkout").messages, slack.seen_by("U1"), slack.called("chat.update")
"""

from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.server import serving
from tests.fakes.slack.state import Call, Channel, Message, User

__all__ = ["Call", "Channel", "FakeSlack", "Message", "User", "serving"]
