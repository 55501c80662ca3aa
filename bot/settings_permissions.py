"""Who may use which word, unless the settings say otherwise."""

from collections.abc import Mapping

GROUPS = ("everyone", "responder", "declarer", "lead")
"""Who may stand in `permissions` besides roles, `team:<name>` and `person:<name>`."""

DEFAULT_PERMISSIONS: Mapping[str, tuple[str, ...]] = {
    "help": ("everyone",),
    "declare": ("everyone",),
    "list": ("everyone",),
    "status": ("everyone",),
    "catchup": ("everyone",),
    "join": ("everyone",),
    "liaison": ("everyone",),
    "role": ("everyone",),
    "handoff": ("everyone",),
    "update": ("everyone",),
    "note": ("everyone",),
    "timeline": ("everyone",),
    "task": ("everyone",),
    "sev": ("responder", "lead"),
    "phase": ("responder", "lead"),
    "resolve": ("responder", "lead"),
    "reopen": ("responder", "lead"),
    "cancel": ("declarer", "incident_commander", "lead"),
    "room": ("responder", "lead"),
    "link": ("everyone",),
    "unlink": ("everyone",),
    "tickets": ("everyone",),
    "ticket": ("everyone",),
    "customers": ("everyone",),
    "sla": ("everyone",),
    "due": ("everyone",),
    "oncall": ("everyone",),
    "page": ("everyone",),
    "cover": ("everyone",),
    "bridge": ("everyone",),
    "snooze": ("everyone",),
    "take": ("everyone",),
    "reason": ("everyone",),
    "escalate": ("everyone",),
    "reply": ("everyone",),
    "retry": ("responder", "lead"),
    "follow": ("everyone",),
    "draft": ("everyone",),
    "approve": ("incident_commander", "lead"),
    "publish": ("customer_liaison", "incident_commander", "lead"),
}
