"""What axe finds, what sticks out sideways, and what moves for those who asked for rest."""

from collections.abc import Iterator

from tests.audit.audit import Audit
from tests.audit.pages import NOT_FOUND
from tests.audit.results import Result, none_of
from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.watching import WIDTH_OF_CONTENT

# A window of 1280 by 1024 px, zoomed: fewer and larger pixels.
ZOOMS = {200: {"width": 640, "height": 512}, 400: {"width": 320, "height": 256}}
NARROWEST = {"width": 320, "height": 740}

MOTION = """() => {
  const faults = new Set();
  for (const animation of document.getAnimations()) {
    faults.add(`runs ${animation.animationName ?? animation.transitionProperty ?? "a script's"}`);
  }
  const lasts = times => times.split(",").some(time => parseFloat(time) > 0);
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const name = element.className || element.localName;
    if (style.animationName !== "none" && lasts(style.animationDuration)) {
      faults.add(`${name} is animated by ${style.animationName}`);
    }
    if (lasts(style.transitionDuration)) faults.add(`${name} changes by ${style.transition}`);
    if (style.scrollBehavior === "smooth") faults.add(`${name} scrolls smoothly`);
  }
  return [...faults];
}"""


def measure_axe(audit: Audit) -> Iterator[Result]:
    paths = [*audit.samples, NOT_FOUND]
    for width in (360, 1280):
        faults = []
        with audit.visit(
            viewport={"width": width, "height": 740}, reduced_motion="reduce"
        ) as page:
            for path in paths:
                page.goto(path)
                faults += violations_in_both_schemes(page)
        where = f"{len(paths)} pages at {width} px, light and dark"
        yield none_of(4, "Violations that axe finds", where, faults)


def measure_sideways_scroll(audit: Audit) -> Iterator[Result]:
    every_page = [page.path for page in audit.pages if page.status == 200]
    yield sideways(audit, "320 px", NARROWEST, every_page)
    for zoom, screen in ZOOMS.items():
        yield sideways(audit, f"1280 px at {zoom} %", screen, audit.samples, scale=zoom / 100)


def sideways(audit: Audit, name: str, screen: dict, paths: list[str], *, scale=1.0) -> Result:
    faults = []
    with audit.visit(viewport=screen, device_scale_factor=scale) as page:
        for path in [*paths, NOT_FOUND]:
            page.goto(path)
            width = page.evaluate(WIDTH_OF_CONTENT)
            if width > screen["width"]:
                faults.append(f"{path} is {width} px wide on {screen['width']} px")
    return none_of(5, "Pages that scroll sideways", f"{len(paths) + 1} pages at {name}", faults)


def measure_motion(audit: Audit) -> Iterator[Result]:
    faults = []
    with audit.visit(reduced_motion="reduce") as page:
        for path in audit.samples:
            page.goto(path)
            faults += [f"{path} {fault}" for fault in page.evaluate(MOTION)]
    yield none_of(9, "Animations, transitions and smooth scrolling", "with reduced motion", faults)
