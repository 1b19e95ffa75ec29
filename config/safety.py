"""Refusals: what this site never starts with, each with the sentence that mends it."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 5
KNOWN_KEYS = ("change-me", "changeme", "django-insecure-", "secret", "your-secret-key")
# What security.txt may name: a mailbox, or a page that is read without anybody in between.
CONTACT = re.compile(r"mailto:[^\s@]+@[^\s@]+|https://\S+")
NEW_KEY = (
    "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(64))' "
    "and put it into the environment or .env as SECRET_KEY."
)


def refuse_insecure(
    *, debug: bool, secret_key: str, allowed_hosts: Sequence[str], site_url: str
) -> None:
    """Raise ImproperlyConfigured, naming the mend, for the first insecure setting found.

    On a developer's own machine, with debug on, only the key matters.
    """
    for problem in weak_keys(secret_key):
        raise ImproperlyConfigured(problem)
    find = public_debug if debug else public_addresses
    for problem in find(allowed_hosts, site_url):
        raise ImproperlyConfigured(problem)


def weak_keys(secret_key: str) -> Iterator[str]:
    if not secret_key:
        yield f"SECRET_KEY is missing. {NEW_KEY}"
    if secret_key.lower().startswith(KNOWN_KEYS):
        yield f"SECRET_KEY is an example that everybody knows. {NEW_KEY}"
    if len(secret_key) < SHORTEST_KEY:
        yield f"SECRET_KEY is shorter than {SHORTEST_KEY} characters. {NEW_KEY}"
    if len(set(secret_key)) < FEWEST_DIFFERENT_CHARACTERS:
        yield f"SECRET_KEY repeats a few characters and can be guessed. {NEW_KEY}"


def public_debug(allowed_hosts: Sequence[str], site_url: str) -> Iterator[str]:
    """With debug on, an error page shows settings and code to whoever can reach the site."""
    mend = "Set DEBUG=off, or keep to this machine"
    if not is_this_machine(urlsplit(site_url).hostname or ""):
        yield f"DEBUG is on for the public address {site_url}. {mend} and leave SITE_URL out."
    for host in allowed_hosts:
        if not is_this_machine(host):
            yield f"DEBUG is on for the public host {host}. {mend} and leave ALLOWED_HOSTS out."


def public_addresses(allowed_hosts: Sequence[str], site_url: str) -> Iterator[str]:
    if not allowed_hosts or any("*" in host or host == "." for host in allowed_hosts):
        yield (
            "ALLOWED_HOSTS must name the hosts of this site, and * names everybody's. "
            "Set it to the host names that readers use, such as ALLOWED_HOSTS=example.org."
        )
    address = urlsplit(site_url)
    if address.scheme != "https" and not (
        address.scheme == "http" and is_this_machine(address.hostname or "")
    ):
        yield (
            "SITE_URL must start with https:// unless it is this machine itself. "
            "Set it to the public address, such as SITE_URL=https://example.org."
        )


def contact_address(contact: str) -> str:
    """Return a contact as an address of a scheme; raise ImproperlyConfigured if it is none."""
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    if contact and not CONTACT.fullmatch(contact):
        raise ImproperlyConfigured(
            f"SECURITY_CONTACT is neither an e-mail address nor a page: {contact!r}. "
            "Set it to such as security@example.org or https://example.org/security."
        )
    return contact


def is_this_machine(host: str) -> bool:
    name = host.strip("[]")
    return name in ("127.0.0.1", "::1", "localhost") or name.endswith(".localhost")
