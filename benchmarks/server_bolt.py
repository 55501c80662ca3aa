"""Bolt as its own documentation sets it up: default settings, a command listener, its Starlette handler."""

from collections.abc import Callable, Mapping

from slack_bolt import App
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.server_bare import alive, serve
from benchmarks.signed import PATH, SECRET


def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Without it Bolt would ask Slack, which is no part of this comparison."""
    return AuthorizeResult(
        enterprise_id=enterprise_id,
        team_id=team_id,
        bot_token="xoxb-benchmark",
        bot_id="B1",
        bot_user_id="U1",
    )


def case(ack: Callable[[str], object], command: Mapping[str, str]) -> None:
    ack(command["text"])


def build() -> Starlette:
    app = App(signing_secret=SECRET, authorize=authorize)
    app.command("/case")(case)
    handler = SlackRequestHandler(app)

    async def receive(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/healthz", alive), Route(PATH, receive, methods=["POST"])])


if __name__ == "__main__":
    serve(build())
