"""The part of the API that tells of frameworks, their facts, and comparisons of them."""

from comparisons.api import (
    comparisons,
    drawbacks,
    extensions,
    facts,
    features,
    frameworks,
    releases,
)

# Where each router is mounted, in the order of the reference.
ROUTERS = {
    "frameworks": frameworks.router,
    "features": features.router,
    "facts": facts.router,
    "comparisons": comparisons.router,
    "drawbacks": drawbacks.router,
    "extensions": extensions.router,
    "releases": releases.router,
}

__all__ = ["ROUTERS"]
