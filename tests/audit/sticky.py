"""The names above the table, at every place of it."""

from collections.abc import Iterator

from tests.audit.audit import DESKTOP, PHONE, Audit
from tests.audit.pages import five_of
from tests.audit.results import Result, at_most, judged
from tests.browser.test_pages import PAIR, THREE

LARGEST_SHARE = 20
# Of all heads that are shown, those of which a part is outside the screen or under something.
SCROLLED = """step => {
  const table = document.querySelector(".fact-table");
  const head = table.tHead;
  const shown = [...head.querySelectorAll(".name, select")].filter(name => {
    const cell = name.closest("th").getBoundingClientRect();
    return cell.width > 2 && name.getClientRects().length;
  });
  const hidden = name => {
    const box = name.getBoundingClientRect();
    const [x, y] = [box.x + Math.min(box.width / 2, 20), box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth
      || !top || !(name.contains(top) || top.contains(name));
  };
  const start = table.getBoundingClientRect().top + scrollY;
  const end = table.getBoundingClientRect().bottom + scrollY - head.offsetHeight;
  const faults = [];
  let places = 0;
  for (let top = start - 200; top < end; top += step, places += 1) {
    scrollTo({ top, behavior: "instant" });
    const lost = shown.filter(hidden).map(name => name.textContent.trim().slice(0, 20));
    if (lost.length) faults.push(`${Math.round(top - start)} px down: ${lost.join(", ")}`);
  }
  return { names: shown.length, height: head.offsetHeight, places, faults };
}"""
STEP = 60


def measure_sticky_names(audit: Audit) -> Iterator[Result]:
    for screen in (PHONE, DESKTOP):
        for path in (PAIR, THREE, five_of(audit.pages)):
            with audit.visit(viewport=screen) as page:
                page.goto(path, wait_until="networkidle")
                found = page.evaluate(SCROLLED, STEP)
            where = f"{path} at {screen['width']} × {screen['height']} px"
            faults = found["faults"]
            yield judged(
                10,
                f"Places of the table where one of {found['names']} names is out of sight",
                where,
                f"{len(faults)} of {found['places']}",
                "0",
                met=not faults and found["names"] > 1,
                reasons=faults[:3],
            )
            if screen is PHONE:
                share = 100 * found["height"] / screen["height"]
                yield at_most(
                    10, "Share of the screen", where, round(share, 1), LARGEST_SHARE, "%"
                )
