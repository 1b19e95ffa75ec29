"""Roles: which permissions the groups of the desk have, as the migrations write them.

What else decides stands in `publishing.workflow`: how far each right reaches. A change of this
table needs a migration in each app that calls `grant` again.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from django.contrib.auth.management import create_permissions


class Role(Enum):
    WRITER = "writer"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"


class Kind(Enum):
    """What a model is to a role."""

    PUBLICATION = "has a state, and readers see it once it is published"
    PART = "stands in the document of a publication, and goes with it"
    REFERENCE = "readers see it at once, on pages that are published already"
    MATERIAL = "readers see it only where a text shows it"
    LOG = "what happened, in words that readers see and that can be mended"
    RECORD = "what happened; nobody writes it by hand"


WRITE = ("view", "add", "change", "delete")
# Only the rights themselves stand here: a writer's end at what is live or somebody else's.
ACTIONS: Mapping[Role, Mapping[Kind, tuple[str, ...]]] = {
    Role.WRITER: {
        Kind.PUBLICATION: WRITE,
        Kind.PART: WRITE,
        Kind.REFERENCE: ("view",),
        Kind.MATERIAL: ("view", "add"),
        Kind.LOG: ("view",),
        Kind.RECORD: (),
    },
    Role.REVIEWER: {
        Kind.PUBLICATION: WRITE,
        Kind.PART: WRITE,
        Kind.REFERENCE: ("view",),
        Kind.MATERIAL: ("view", "add"),
        Kind.LOG: ("view",),
        Kind.RECORD: ("view",),
    },
    Role.PUBLISHER: {
        Kind.PUBLICATION: (*WRITE, "publish"),
        Kind.PART: WRITE,
        Kind.REFERENCE: WRITE,
        Kind.MATERIAL: WRITE,
        Kind.LOG: ("view", "change", "delete"),
        Kind.RECORD: ("view",),
    },
}
# Rights that are no action on a model: its name → who holds them.
SPECIAL: Mapping[str, Mapping[str, tuple[Role, ...]]] = {
    "review": {"decide_review": (Role.REVIEWER, Role.PUBLISHER), "approve_own": ()},
}


def codenames(role: Role, kind: Kind, model_name: str) -> set[str]:
    """Return the permissions that a role has for a model, by their codenames."""
    special = SPECIAL.get(model_name, {})
    return {f"{action}_{model_name}" for action in ACTIONS[role][kind]} | {
        codename for codename, roles in special.items() if role in roles
    }


def grant(apps: Any, app_label: str, kinds: Mapping[str, Kind]) -> None:
    """Give each group its permissions for the models of an app, making both where they lack.

    `apps` may be those of a migration, whose permissions Django makes only after the last one.
    """
    make_permissions(apps, app_label)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label=app_label
    )
    for role in Role:
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=role.value)
        names = set().union(*(codenames(role, kind, name) for name, kind in kinds.items()))
        group.permissions.add(*permissions.filter(codename__in=names))


def make_permissions(apps: Any, app_label: str) -> None:
    config = apps.get_app_config(app_label)
    if not getattr(config, "models_module", None):
        # An app of a migration seems to have no models, for which nothing would be made.
        config.models_module = True
    create_permissions(config, verbosity=0, apps=apps)


def remove_groups(apps: Any) -> None:
    names = [role.value for role in Role]
    apps.get_model("auth", "Group").objects.filter(name__in=names).delete()
