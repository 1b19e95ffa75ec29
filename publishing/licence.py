"""The licence of what the site publishes as data: the owner's choice, made in the environment."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    url: str


def data_licence() -> Licence | None:
    """Return the licence of facts and files made of them, None where nobody has chosen one."""
    if not settings.DATA_LICENCE_NAME:
        return None
    return Licence(settings.DATA_LICENCE_NAME, settings.DATA_LICENCE_URL)
