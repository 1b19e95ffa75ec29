"""Every level that is shown says where it comes from and since when, or that nobody looked."""

from collections import Counter
from collections.abc import Iterator

from tests.audit.audit import Audit
from tests.audit.results import Result, judged, none_of

# Takes a page apart: answers as [where, what is wrong], and how many levels were looked at.
READ = """html => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const faults = [];
  let levels = 0;
  const text = (within, selector) => within.querySelector(selector)?.textContent.trim() ?? "";
  const LEVELS = ["built-in", "partial", "official", "third-party", "none", "not-applicable",
    "unknown"];
  // A cell of a fact table has the class of its shape itself, elsewhere an element has it.
  const glyphOf = within => [within, ...within.querySelectorAll(".glyph")]
    .flatMap(one => [...one.classList]).find(name => LEVELS.includes(name));
  // A level is plain text beside its glyph, a value may run its own way.
  const wordOf = cell => [...cell.childNodes]
    .filter(node => node.nodeType === Node.TEXT_NODE || node.nodeName === "BDI")
    .map(node => node.textContent).join("").trim();
  const judge = (name, glyph, { label, source, date }) => {
    levels += 1;
    const lacks = [];
    if (!label) lacks.push("a word");
    if (glyph === "unknown") {
      if (label !== "Not checked yet") lacks.push("the words “Not checked yet”");
    } else {
      if (!source) lacks.push("a source");
      if (!date) lacks.push("a date");
    }
    if (lacks.length) faults.push(`${name} lacks ${lacks.join(", ")}`);
  };
  for (const row of page.querySelectorAll(".fact-table .fact")) {
    for (const cell of row.querySelectorAll("td")) {
      judge(row.id, glyphOf(cell), {
        label: wordOf(cell),
        source: cell.querySelector(":scope > a[href]"),
        date: /\\d/.test(text(cell, "small")),
      });
    }
  }
  for (const heading of page.querySelectorAll("h2.level")) {
    for (const answer of heading.closest("section").querySelectorAll(".row-list > li")) {
      judge(text(answer, "h3"), glyphOf(heading), {
        label: heading.textContent.trim(),
        source: answer.querySelector(".end a[href]"),
        date: /\\d/.test(text(answer, ".end > span")),
      });
    }
  }
  // An embedded table says the date once, and links to the facts with their sources.
  for (const figure of page.querySelectorAll(".fact-embed")) {
    for (const cell of figure.querySelectorAll("tbody td")) {
      judge(text(figure, "caption"), glyphOf(cell), {
        label: cell.lastChild?.textContent.trim(),
        source: figure.querySelector(".foot a"),
        date: /\\d/.test(text(figure, ".foot span")),
      });
    }
  }
  const blank = [...page.querySelectorAll("td, th")]
    // What fills the row of a group's name is no answer.
    .filter(cell => !cell.textContent.trim() && !cell.closest(".fact-table .group"))
    .map(cell => [Boolean(cell.closest(".fact-table, .fact-embed")), cell.className]);
  const shown = page.querySelectorAll(":is(.fact-embed, h2) .level, h2.level");
  const glyphs = [...shown].filter(glyphOf).map(level =>
    [glyphOf(level), level.textContent.trim()]);
  for (const cell of page.querySelectorAll(".fact-table .fact:not(.value) td")) {
    glyphs.push([glyphOf(cell), wordOf(cell)]);
  }
  return { levels, faults, blank, glyphs };
}"""


def measure_facts(audit: Audit) -> Iterator[Result]:
    levels, faults, named = 0, [], {}
    blank = {True: Counter(), False: Counter()}
    with audit.visit() as parser:
        for page in audit.pages:
            found = parser.evaluate(READ, page.html)
            levels += found["levels"]
            faults += [f"{page.path} {fault}" for fault in found["faults"]]
            for of_facts, name in found["blank"]:
                blank[of_facts][page.path, name] += 1
            for glyph, label in found["glyphs"]:
                named.setdefault(glyph, set()).add(label)
    where = f"{len(audit.pages)} pages"
    share = 100 * (levels - len(faults)) / levels if levels else 0
    yield judged(
        13,
        "Levels with source and date, or “Not checked yet”",
        where,
        f"{share:.2f} % of {levels}",
        "100 %",
        met=not faults and levels > 0,
        reasons=faults,
    )
    yield empty_cells("Empty cells in tables of facts", where, blank[True])
    yield empty_cells("Empty cells in tables of articles", where, blank[False], must=False)
    doubtful = [
        f"{glyph}: {', '.join(sorted(labels))}"
        for glyph, labels in named.items()
        if len(labels) > 1
    ]
    yield none_of(8, "Shapes that stand for more than one word", where, doubtful)


def empty_cells(what: str, where: str, blank: Counter, *, must: bool = True) -> Result:
    return judged(
        13,
        what,
        where,
        str(blank.total()),
        "0",
        met=not blank,
        must=must,
        reasons=[f"{path} {count} × {name}" for (path, name), count in blank.most_common()],
    )
