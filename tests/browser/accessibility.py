"""What axe-core finds at fault in a page."""

from axe_playwright_python.sync_playwright import Axe

EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# The other scheme changes colours and nothing else.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# The admin fades from one colour to another, and a colour on its way is no colour to judge.
SETTLED = "Promise.allSettled(document.getAnimations().map(one => one.finished))"
# What waits until the top is painted has only a supposed height, and would lie over what follows.
WAITING = ".site-footer:not(.settled)"  # the last to be settled


def violations(page, rules=EVERY_RULE, *, within=None):
    """Return what breaks the rules on a page, or in those of these selectors that it has."""
    page.evaluate(SETTLED)
    page.locator(WAITING).first.wait_for(state="detached")
    context = within and [one for one in within if page.locator(one).count()]
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = []
    for violation in Axe().run(page, context, options).response["violations"]:
        places = [node["html"][:200] for node in violation["nodes"][:3]]
        found.append(f"{page.url} {violation['id']}: {violation['help']} {places}")
    return found


def violations_in_both_schemes(page, *, within=None):
    """Return what breaks a rule in light colours, and what the dark ones break beside that."""
    page.emulate_media(color_scheme="light")
    found = violations(page, EVERY_RULE, within=within)
    page.emulate_media(color_scheme="dark")
    return found + violations(page, COLOUR_RULES, within=within)
