"""A comparison in the pages of another site, as a browser shows it there."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.test_pages import PAIR, THREE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,  # the import of the content shares the thread
]

FIVE = "/compare/bottle-vs-django-vs-fastapi-vs-flask-vs-pyramid/"
WIDTHS = (240, 360, 800)


@contextmanager
def foreign_site(html, *, isolated=True):
    """Serve one page from another origin, which is another port of this machine.

    A page that isolates itself takes in only what says that it may be taken in.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if isolated:
                self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(html.encode() if self.path == "/" else b"")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def frames_of(address):
    return "".join(
        f'<iframe src="{address}" title="{width}" width="{width}" height="480"></iframe>'
        for width in WIDTHS
    )


@pytest.fixture
def complaints(page):
    found = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [PAIR, THREE, FIVE])
def test_embed_stands_in_a_foreign_page_at_every_width(page, base_url, complaints, path, scheme):
    page.emulate_media(color_scheme=scheme)
    with foreign_site(frames_of(f"{base_url}{path}embed/")) as site:
        page.goto(site)
        frames = page.frames[1:]
        for width, frame in zip(WIDTHS, frames, strict=True):
            frame.wait_for_selector("footer")
            assert frame.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [
                width,
                width,
            ]
            assert frame.evaluate("document.styleSheets.length") == 1
            ground = "getComputedStyle(document.body).backgroundColor"
            assert (
                frame.evaluate(ground)
                == {
                    "light": "rgb(244, 247, 246)",
                    "dark": "rgb(13, 20, 24)",
                }[scheme]
            )
            cut = "td => td.scrollWidth > td.clientWidth"
            assert not frame.locator("td, th").evaluate_all(f"all => all.some({cut})")
        # Once more, as the browser kept it.
        page.reload()
        page.frames[1].wait_for_selector("footer")
    assert complaints == []


def test_page_itself_stands_in_no_frame(page, base_url, complaints):
    frame = f'<iframe src="{base_url}{PAIR}" title="page"></iframe>'
    with foreign_site(frame, isolated=False) as site:
        page.goto(site)
        page.wait_for_load_state("networkidle")
    assert any("frame-ancestors 'none'" in one for one in complaints)
    assert not page.frames[1].locator(".fact-table").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_strip_stands_in_a_foreign_page_again_and_again(page, base_url, complaints, scheme):
    page.emulate_media(color_scheme=scheme)
    image = f'<img src="{base_url}{PAIR}strip.svg" alt="strip">'
    with foreign_site(image) as site:
        for _ in range(2):
            page.goto(site)
            page.wait_for_load_state("load")
            size = page.locator("img").evaluate("one => [one.naturalWidth, one.naturalHeight]")
            assert size == [640, 240]
    # Opened by itself, its styles have to pass the policy.
    page.goto(f"{base_url}{PAIR}strip.svg")
    fill = page.locator(".paper").evaluate("one => getComputedStyle(one).fill")
    assert fill == {"light": "rgb(244, 247, 246)", "dark": "rgb(13, 20, 24)"}[scheme]
    assert complaints == []


def test_data_is_read_by_a_script_of_another_site(page, base_url):
    with foreign_site("<p>Hello</p>") as site:
        page.goto(site)
        # Through the redirect of another order, and again as the browser kept it.
        for path in ("/compare/django-vs-flask/data.json", f"{PAIR}data.json"):
            for _ in range(2):
                title = page.evaluate(
                    "url => fetch(url).then(answer => answer.json()).then(data => data.title)",
                    f"{base_url}{path}",
                )
                assert title == "Flask vs Django"


@pytest.mark.parametrize("path", [f"{PAIR}embed/", f"{FIVE}embed/", f"{PAIR}cite/"])
def test_embed_and_citations_break_no_rule_of_accessibility(page, path):
    for width in (240, 360, 800) if "embed" in path else (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(path)
        assert violations_in_both_schemes(page) == []


def test_ready_text_is_copied_with_a_click(page, context):
    page.goto(f"{PAIR}cite/")
    page.get_by_role("button", name="Copy: A frame").click()
    page.get_by_role("status").filter(has_text="Copied").wait_for()
    # The site itself may not read what was copied.
    with foreign_site("<p>Hello</p>") as site:
        context.grant_permissions(["clipboard-read"], origin=site)
        page.goto(site)
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith('<iframe src="http://')
    assert copied.endswith('loading="lazy"></iframe>')
