"""What a first visit costs: bytes, requests, cookies, elements."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator

from playwright.sync_api import Page

from tests.audit.audit import PHONE, Audit
from tests.audit.pages import five_of
from tests.audit.results import Result, at_most, judged, none_of
from tests.browser.test_pages import PAIR, THREE
from tests.browser.watching import Watch

MOST_IN_ALL = 130
# The parts of it, in kB, by what the browser calls them.
PARTS = {"Font": 75, "Script": 3}
MOST_SHEET = 9
MOST_HTML = 100
MOST_HTML_COMPRESSED = 15
MOST_ELEMENTS = 1500

SHEET = re.compile(r"<style.*?</style>", re.DOTALL)


def kilobytes(size: int) -> float:
    return round(size / 1000, 1)


def compressed(text: str) -> float:
    return kilobytes(len(gzip.compress(text.encode(), compresslevel=6)))


def measure_weight(audit: Audit) -> Iterator[Result]:
    weights = {path: first_visit(audit, path) for path in audit.samples}
    totals = {path: sum(parts.values()) for path, (parts, _) in weights.items()}
    reasons = [
        f"{path} {kilobytes(total)} kB: {in_words(weights[path][0])}"
        for path, total in totals.items()
        if kilobytes(total) > MOST_IN_ALL
    ]
    heaviest = max(totals, key=totals.get)
    where = f"{len(totals)} pages, heaviest: {heaviest}"
    total = kilobytes(totals[heaviest])
    yield at_most(
        11, "Bytes sent, without pictures", where, total, MOST_IN_ALL, "kB", reasons=reasons
    )
    for part, most in PARTS.items():
        largest = max(totals, key=lambda path: weights[path][0][part])
        size = kilobytes(weights[largest][0][part])
        yield at_most(11, f"{part}s of it", largest, size, most, "kB", must=False)
    complaints = [complaint for _, heard in weights.values() for complaint in heard]
    yield none_of(
        11, "Other hosts, cookies, errors on the first visit", f"{len(totals)} pages", complaints
    )
    for path in (PAIR, THREE, five_of(audit.pages)):
        yield from measure_html(audit, path)


def first_visit(audit: Audit, path: str) -> tuple[Counter, list[str]]:
    """Return the bytes by kind, headers included, and what a reader must not meet."""
    with audit.visit() as page:
        kinds, sizes = {}, {}
        browser = page.context.new_cdp_session(page)
        browser.send("Network.enable")
        browser.on("Network.responseReceived", lambda one: kinds.update({one["requestId"]: one}))
        browser.on(
            "Network.loadingFinished",
            lambda one: sizes.update({one["requestId"]: one["encodedDataLength"]}),
        )
        watch = Watch(page, audit.url)
        watch.open(path, width=PHONE["width"])
        settle(page)
    parts = Counter()
    for request, size in sizes.items():
        if request in kinds and "/media/" not in kinds[request]["response"]["url"]:
            parts[kinds[request]["type"]] += size
    return parts, watch.complaints


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def in_words(parts: Counter) -> str:
    return ", ".join(f"{name} {kilobytes(size)}" for name, size in parts.most_common())


def measure_html(audit: Audit, path: str) -> Iterator[Result]:
    with audit.visitor() as context:
        answer = context.request.get(path, headers={"accept-encoding": "gzip"})
        text = answer.text()
    encoding = answer.headers.get("content-encoding")
    bare = SHEET.sub("", text)
    raw = kilobytes(len(bare.encode()))
    yield at_most(11, "HTML without the inlined sheet", path, raw, MOST_HTML, "kB")
    small = compressed(bare)
    reasons = [] if encoding else ["the server sends it as it is, without compression"]
    if small > MOST_HTML_COMPRESSED:
        reasons.append(f"gzip leaves {small} kB of {raw}")
    yield judged(
        11,
        "The same compressed",
        path,
        f"{small if encoding else raw} kB",
        f"at most {MOST_HTML_COMPRESSED} kB",
        met=not reasons,
        reasons=reasons,
    )
    sheet = compressed("".join(SHEET.findall(text)))
    yield at_most(11, "The inlined sheet, by gzip", path, sheet, MOST_SHEET, "kB", must=False)
    elements = audit.page(path).elements
    yield at_most(11, "Elements", path, elements, MOST_ELEMENTS, must=False)
