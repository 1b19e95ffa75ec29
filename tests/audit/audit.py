"""What every measurement needs: the site, its pages, and a browser that was never there before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.audit.pages import PublicPage

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 740}


@dataclass(frozen=True)
class Audit:
    """`samples` are the addresses of one page of each kind, `runs` how often speed is measured."""

    url: str
    folder: Path
    browser: Browser
    pages: list[PublicPage]
    samples: list[str]
    runs: int
    screenshots: Path

    @contextmanager
    def visitor(self, **options) -> Iterator[BrowserContext]:
        """Be somebody who comes for the first time: nothing cached, no cookie."""
        context = self.browser.new_context(base_url=self.url, **options)
        try:
            yield context
        finally:
            context.close()

    @contextmanager
    def visit(self, **options) -> Iterator[Page]:
        with self.visitor(**options) as context:
            yield context.new_page()

    def page(self, path: str) -> PublicPage:
        return next(page for page in self.pages if page.path == path)
