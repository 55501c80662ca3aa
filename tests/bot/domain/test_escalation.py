"""Escalation policies: what they may say, and what becomes of those that refer to others."""

import pytest

from bot.domain.escalation import MOST_STEPS, EscalationPolicy, Kind, Step, Target, flattened, loops, target


def step(*targets: str, wait: float = 5) -> Step:
    return Step(tuple(target(one) for one in targets), int(wait * 60))


def policy(*steps: Step, repeat: int = 0) -> EscalationPolicy:
    return EscalationPolicy(name="support", steps=steps, repeat=repeat)


def policies(**refers: str) -> dict[str, EscalationPolicy]:
    """By name: `payments="person:ana policy:support"`, one step each."""
    return {
        name: EscalationPolicy(name=name, steps=tuple(step(one) for one in targets.split()))
        for name, targets in refers.items()
    }


def test_a_target_names_a_kind_and_a_name():
    assert target("oncall:support") == Target(Kind.ONCALL, "support")
    assert str(target("person:ana")) == "person:ana"


@pytest.mark.parametrize("text", ["ana", "pager:x", "person:", "person: ", ""])
def test_another_target_is_refused(text):
    with pytest.raises(ValueError, match="expected person:<name>, oncall:<name>"):
        target(text)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Step((), 60), "somebody to page"),
        (lambda: step("person:ana", wait=0), "at least one second"),
        (policy, "at least one step"),
        (lambda: policy(step("person:ana"), repeat=10), "at most 9 times"),
        (lambda: policy(step("person:ana"), repeat=-1), "at most 9 times"),
    ],
)
def test_what_would_page_nobody_or_for_ever_is_refused(make, said):
    with pytest.raises(ValueError, match=said):
        make()


def test_a_policy_that_refers_to_another_has_its_steps_in_that_place():
    known = policies(support="person:ana policy:payments person:eve", payments="person:leo team:payments")

    flat = flattened("support", known)

    assert [str(one.targets[0]) for one in flat.steps] == [
        "person:ana", "person:leo", "team:payments", "person:eve",
    ]  # fmt: skip
    assert loops(known) == []


@pytest.mark.parametrize(
    ("known", "way"),
    [
        (policies(a="policy:a"), ("a", "a")),
        (policies(a="policy:b", b="person:ana policy:a"), ("a", "b", "a")),
        (policies(x="policy:a", a="policy:b", b="policy:c", c="policy:a"), ("a", "b", "c", "a")),
    ],
)
def test_a_policy_that_comes_back_to_itself_is_found(known, way):
    assert loops(known) == [way]
    with pytest.raises(ValueError, match="comes back to itself"):
        flattened(next(iter(known)), known)


def test_a_policy_that_two_refer_to_is_no_loop():
    known = policies(a="policy:b policy:c", b="policy:d", c="policy:d", d="person:ana")

    assert loops(known) == []
    assert len(flattened("a", known).steps) == 2


def test_policies_that_grow_without_end_are_refused_at_once():
    many = {f"p{number}": f"policy:p{number + 1} policy:p{number + 1}" for number in range(40)}
    known = policies(**many, p40="person:ana")

    assert loops(known) == []
    with pytest.raises(ValueError, match=f"more than {MOST_STEPS} steps"):
        flattened("p0", known)
    with pytest.raises(KeyError):
        flattened("unknown", known)
