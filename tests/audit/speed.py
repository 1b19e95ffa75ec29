"""How soon the page is there, and whether it jumps: as a reader on a slow phone meets it."""

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Page

from tests.audit.audit import DESKTOP, PHONE, Audit
from tests.audit.pages import ARTICLE
from tests.audit.results import Result, at_most, judged, unmeasured
from tests.browser.test_pages import PAIR

# The screen, the line and the processor of the criterion.
SCREEN = {"width": 390, "height": 800}
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER = 4
MOST_SECONDS = 1.0
MOST_SHIFT = 0.001
FONT_DELAY = 700
SHIFTS = f"Layout shift, fonts {FONT_DELAY} ms late, scrolled through"
REMEDY = "nearly every reader's has; Debian's fonts-liberation brings them"
WARMING = 4  # more requests than the server has workers

OBSERVE = """
  window.paints = [];
  window.shifts = [];
  new PerformanceObserver(list => window.paints.push(...list.getEntries()))
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver(list => window.shifts.push(...list.getEntries()))
    .observe({ type: "layout-shift", buffered: true });
"""
LAST_PAINT = """() => {
  const paint = window.paints.at(-1);
  return [paint.startTime / 1000, paint.element?.outerHTML.slice(0, 80) ?? ""];
}"""
SHIFT = """() => window.shifts.reduce((sum, shift) => sum + shift.value, 0)"""
SHIFTED = """() => window.shifts.flatMap(shift => shift.sources.map(source =>
  `${shift.value.toFixed(4)} ${source.node?.nodeName} ${source.node?.className ?? ""}`))"""
# The fonts that stand in until the site's own are there: one of each must be on this machine.
STAND_INS = {
    "Arial": ("Arial", "Liberation Sans", "Arimo"),
    "Times New Roman": ("Times New Roman", "Liberation Serif", "Tinos"),
}
IS_HERE = """names => new FontFace("probe", names.map(name => `local("${name}")`).join())
  .load().then(() => true, () => false)"""
SCROLL_THROUGH = """async () => {
  for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
    scrollTo({ top, behavior: "instant" });
    await new Promise(requestAnimationFrame);
  }
}"""


def measure_first_view(audit: Audit) -> Iterator[Result]:
    for path in ("/", PAIR, ARTICLE):
        with audit.visitor() as context:
            for _ in range(WARMING):
                context.request.get(path)
        runs = sorted(first_view(audit, path) for _ in range(audit.runs))
        seconds = [second for second, _ in runs]
        middle = median(seconds)
        yield judged(
            1,
            "Largest paint on slow 4G, 4× slower processor",
            path,
            f"{middle:.2f} s, median of {len(runs)} from {seconds[0]:.2f} to {seconds[-1]:.2f}",
            f"under {MOST_SECONDS:.1f} s",
            met=middle < MOST_SECONDS,
            reasons=[f"the last to be painted is {runs[-1][1]}"] if middle >= 1 else [],
        )


def first_view(audit: Audit, path: str) -> tuple[float, str]:
    """Return when the largest part of a page was painted, in seconds, and which part that is."""
    with audit.visit(viewport=SCREEN) as page:
        browser = page.context.new_cdp_session(page)
        browser.send("Network.enable")
        browser.send("Network.emulateNetworkConditions", SLOW_4G)
        browser.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(OBSERVE)
        page.goto(path, wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        return tuple(page.evaluate(LAST_PAINT))


def measure_shifts(audit: Audit) -> Iterator[Result]:
    if lacking := missing_fonts(audit):
        reason = f"this machine has no font with the measures of {' and '.join(lacking)}, as "
        yield unmeasured(2, SHIFTS, "every page", f"at most {MOST_SHIFT}", f"{reason}{REMEDY}")
        return
    paths = [page.path for page in audit.pages if page.html]
    for screen in (PHONE, DESKTOP):
        worst, where, reasons = 0.0, "", []
        for path in paths:
            with audit.visit(viewport=screen) as page:
                shift = shift_with_late_fonts(page, path)
                if shift > MOST_SHIFT:
                    moved = list(dict.fromkeys(page.evaluate(SHIFTED)))[:3]
                    reasons.append(f"{path} {shift:.4f}: {'; '.join(moved)}")
            if shift >= worst:
                worst, where = shift, path
        yield at_most(
            2,
            SHIFTS,
            f"{len(paths)} pages at {screen['width']} px, worst: {where}",
            round(worst, 5),
            MOST_SHIFT,
            reasons=reasons,
        )


def missing_fonts(audit: Audit) -> list[str]:
    """Name the fonts that nothing on this machine stands for: without them every page jumps."""
    with audit.visit() as page:
        return [
            name for name, alike in STAND_INS.items() if not page.evaluate(IS_HERE, list(alike))
        ]


def shift_with_late_fonts(page: Page, path: str) -> float:
    """Return the sum of all shifts of a page, from its first paint to its foot."""
    waiting = []
    page.route("**/*.woff2", lambda font: waiting.append(font))
    page.add_init_script(OBSERVE)
    page.goto(path, wait_until="domcontentloaded")
    page.wait_for_timeout(FONT_DELAY)
    page.route("**/*.woff2", lambda font: font.continue_())  # goes before the one above
    for font in waiting:
        font.continue_()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(SCROLL_THROUGH)
    return page.evaluate(SHIFT)
