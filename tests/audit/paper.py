"""A comparison on paper."""

import re
from collections.abc import Iterator

from tests.audit.audit import Audit
from tests.audit.results import Result, at_most, none_of
from tests.browser.test_pages import PAIR

MOST_SHEETS = 6
A_PAGE = re.compile(rb"/Type\s*/Page\b")
# A4 less the margins of the sheet, in CSS pixels.
PAPER = {"width": 702, "height": 1017}
# Whether a head repeats and a row stays whole is the browser's work: here, that it was asked to.
UNASKED = """height => {
  const faults = [];
  const table = document.querySelector(".fact-table");
  const head = getComputedStyle(table.tHead);
  if (head.display !== "table-header-group") faults.push(`the head is a ${head.display}`);
  if (getComputedStyle(table).display !== "table") faults.push("the table is no table");
  for (const cell of table.tHead.rows[0].cells) {
    const position = getComputedStyle(cell).position;
    if (position !== "static") faults.push(`a head is ${position}`);
  }
  for (const row of table.querySelectorAll("tbody tr")) {
    if (getComputedStyle(row).breakInside !== "avoid") faults.push(`${row.id} may be split`);
    if (row.offsetHeight > height) faults.push(`${row.id} is higher than a sheet`);
  }
  return faults;
}"""
# What takes the room, in sheets.
ROOM = """height => [...document.querySelectorAll("main > *")].map(part => {
  const name = part.querySelector("h1, h2")?.textContent.trim() ?? part.className;
  return [part.getBoundingClientRect().height / height, name];
}).filter(([sheets]) => sheets > 0.1).map(([sheets, name]) => `${sheets.toFixed(1)} ${name}`)"""


def measure_paper(audit: Audit) -> Iterator[Result]:
    with audit.visit(viewport=PAPER) as page:
        page.goto(PAIR, wait_until="networkidle")
        sheets = len(A_PAGE.findall(page.pdf(format="A4", prefer_css_page_size=True)))
        page.emulate_media(media="print")
        faults = page.evaluate(UNASKED, PAPER["height"])
        room = page.evaluate(ROOM, PAPER["height"])
        features = page.locator(".fact-table .fact").count()
    where = f"{PAIR}, {features} features"
    yield at_most(15, "Sheets of A4", where, sheets, MOST_SHEETS, reasons=room)
    yield none_of(15, "Heads that do not repeat, rows that may be split", PAIR, faults)
