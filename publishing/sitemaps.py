"""What search engines are told of: a section for each kind of page, in the app that owns it."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from publishing.models import Page, Versioned

MOST_IN_A_FILE = 5000


class Section(Sitemap):
    """List what readers may see, at the site's own address, with the day it last said more.

    Two queries for a file of at most MOST_IN_A_FILE addresses, however many there are.
    """

    limit = MOST_IN_A_FILE

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def lastmod(self, item):
        return item.modified_at


class PageSection(Section):
    def items(self):
        return Page.objects.published().defer("body").order_by("pk")


def saved_again(item: Versioned) -> datetime | None:
    """Return when an item was last saved; None if never since it was made, or loaded."""
    return item.updated_at if item.version > 1 else None


def newest(*moments: datetime | None) -> datetime | None:
    return max(filter(None, moments), default=None)
