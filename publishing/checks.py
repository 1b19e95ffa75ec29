"""System checks before deployment, for what Django's own do not look at."""

from django.conf import settings
from django.core.checks import Error

HEADERS_MIDDLEWARE = "publishing.headers.HeadersMiddleware"


def check_headers_come_first(app_configs, **kwargs):
    if settings.MIDDLEWARE[:1] == [HEADERS_MIDDLEWARE]:
        return []
    return [
        Error(
            "The headers middleware is not the first one, so some answers lack their headers.",
            hint=f"Put {HEADERS_MIDDLEWARE} at the top of MIDDLEWARE.",
            id="publishing.E001",
        )
    ]


def check_content_security_policy(app_configs, **kwargs):
    if not settings.SECURE_CSP:
        return [
            Error(
                "There is no content security policy.",
                hint="Set SECURE_CSP, beginning with default-src 'none'.",
                id="publishing.E002",
            )
        ]
    return [
        Error(
            f"The content security policy allows {source} in {directive}.",
            hint="Move the script or style into a file of its own and take the source out.",
            id="publishing.E003",
        )
        for directive, sources in settings.SECURE_CSP.items()
        for source in sources
        if "unsafe-" in source
    ]
