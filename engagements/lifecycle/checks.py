"""Start-up checks: definitions and code must agree, or the build stops. Ids are stable: `engagements.E001` …"""

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections

from engagements.lifecycle import criteria, fsm, legality
from engagements.lifecycle.commands import COMMANDS, EVERY_PHASE
from engagements.lifecycle.models import Engagement
from engagements.people import permissions
from engagements.people.roles import ADMINISTRATOR, Role
from phases.definitions import CRITERIA, ROLE_PERSPECTIVES


def _error(number: int, sentence: str, differences: Any) -> Iterator[Error]:
    if differences:
        yield Error(f"{sentence}: {sorted(map(str, differences))}", id=f"engagements.E{number:03d}")


@register()
def definitions_and_code_agree(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Compare the phase definitions with state machine, criteria, roles and actions."""
    roles = set(Role.values)
    known = roles | {ADMINISTRATOR}
    actions = set(permissions.PERMISSIONS)
    return [
        *_error(
            1,
            "The phase machine differs from the commands",
            fsm.edges_of(Engagement, "phase") ^ fsm.declared_edges("phase"),
        ),
        *_error(
            2,
            "The standing machine differs from the commands",
            fsm.edges_of(Engagement, "standing") ^ fsm.declared_edges("standing"),
        ),
        *_error(3, "Criteria without a function", CRITERIA.keys() - criteria.REGISTRY.keys()),
        *_error(4, "Functions for criteria that no phase names", criteria.REGISTRY.keys() - CRITERIA.keys()),
        *_error(
            5,
            "Criteria wait for unknown roles",
            {r for c in CRITERIA.values() for r in c.fulfilled_by} - roles,
        ),
        *_error(6, "Roles without a card in the definitions", roles - set(ROLE_PERSPECTIVES)),
        *_error(7, "Commands without a row in the permission table", COMMANDS.keys() - actions),
        *_error(8, "Moments for unknown actions", legality.MOMENTS.keys() - actions),
        *_error(
            9,
            "Moments in unknown phases",
            {p for m in legality.MOMENTS.values() for p in m.phases} - EVERY_PHASE,
        ),
        *_error(
            10,
            "Permissions for unknown roles",
            {r for who in permissions.PERMISSIONS.values() for r in who} - known,
        ),
    ]


@register()
def urls_and_permissions_agree(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Compare the URL names of engagements with the permission table: unknown ones stop the build."""
    from engagements.urls import urlpatterns  # noqa: PLC0415 -- URLs import views, which import the apps: not ready at import

    names = {pattern.name for pattern in urlpatterns}
    table = permissions.PERMISSIONS.keys() | permissions.OUTSIDE.keys()
    return [
        *_error(11, "Addresses the permission table does not know", names - table),
        *_error(12, "Permissions without an address", table - names),
    ]


@register(Tags.database)
def stored_phases_are_known(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """Find engagements whose phase no longer exists. Runs with `check --database` and `migrate`."""
    for alias in databases or ():
        if Engagement._meta.db_table not in _tables(alias):
            continue
        stored = set(Engagement.objects.using(alias).order_by().values_list("phase", flat=True).distinct())
        return list(_error(13, "Stored engagements in unknown phases", stored - EVERY_PHASE))
    return []


def _tables(alias: str) -> list[str]:
    return connections[alias].introspection.table_names()
