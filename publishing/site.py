"""The site as others know it: its name, and whole addresses."""

from django.conf import settings

SITE_NAME = "Evenhand"


def absolute(address: str) -> str:
    """Return an address as it is read outside the site, where a path alone leads nowhere."""
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address
