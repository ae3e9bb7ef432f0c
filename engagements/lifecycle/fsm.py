"""The two state machines, drawn from the table of commands. With models.py the only place that knows django_fsm."""

from collections.abc import Callable
from typing import Any

from django_fsm import FSMField, transition

from engagements.lifecycle.commands import COMMANDS, Command


def carries_out(field: FSMField, command: Command) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a method the transition of a command: one edge of the state machine per edge in the table."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        for source, target in command.edges:
            method = transition(
                field=field, source=str(source), target=str(target), conditions=[legal(command)]
            )(method)
        return method

    return decorate


def legal(command: Command) -> Callable[[Any], bool]:
    """Return the FSM condition that the other field allows this command (a completed engagement never moves on)."""

    def allows(engagement: Any) -> bool:
        return command.target(engagement.phase, engagement.standing) is not None

    return allows


def edges_of(model: Any, field: str) -> set[tuple[str, str]]:
    """Return every (source, target) the state machine of a field really has."""
    machine = model._meta.get_field(field)
    return {(str(each.source), str(each.target)) for each in machine.get_all_transitions(model)}


def declared_edges(field: str) -> set[tuple[str, str]]:
    """Return every (source, target) the table of commands declares for a field."""
    return {
        (str(s), str(t)) for command in COMMANDS.values() if command.field == field for s, t in command.edges
    }
