"""Reading the head of a page as search engines and link previews do."""

from html.parser import HTMLParser


class Head(HTMLParser):
    """The title, the canonical address, and every meta element by its name or property."""

    def __init__(self, html):
        super().__init__()
        self.title, self.canonical, self.meta, self.inside = "", "", {}, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.inside = tag
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"]
        if tag == "meta" and (name := values.get("name") or values.get("property")):
            self.meta[name] = values["content"]

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "title":
            self.title += data


def read_head(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return Head(response.content.decode())
