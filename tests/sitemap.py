"""Reading the sitemap as a search engine does."""

from pathlib import Path

from lxml import etree

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "config" / "sitemap.xsd"))
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SITE = "http://localhost"


def read_file(client, path):
    """Return the places that a valid file names: address → last change, if it tells."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"] == "application/xml"
    root = etree.fromstring(response.content)
    SCHEMA.assertValid(root)
    return {
        place.findtext("s:loc", namespaces=NAMES).removeprefix(SITE): place.findtext(
            "s:lastmod", namespaces=NAMES
        )
        for place in root
    }


def read_sitemap(client):
    """Return every address that the sitemap lists, with its last change."""
    files = read_file(client, "/sitemap.xml")
    return {
        address: changed for file in files for address, changed in read_file(client, file).items()
    }
