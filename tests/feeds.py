"""Read a feed as readers' programs do, and hold it against the rules of Atom (RFC 4287)."""

import re
from datetime import datetime

import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
# The rules as far as our feeds go: no element of another kind, none missing, none twice.
GRAMMAR = etree.RelaxNG(
    etree.fromstring("""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="feed">
      <attribute name="xml:lang"/>
      <interleave>
        <ref name="named"/>
        <zeroOrMore>
          <element name="entry">
            <interleave>
              <ref name="named"/>
              <optional><element name="published"><data type="dateTime"/></element></optional>
              <optional>
                <element name="summary"><attribute name="type"/><text/></element>
              </optional>
              <element name="content">
                <attribute name="type"><value>html</value></attribute><text/>
              </element>
              <zeroOrMore>
                <element name="category"><attribute name="term"/></element>
              </zeroOrMore>
            </interleave>
          </element>
        </zeroOrMore>
      </interleave>
    </element>
  </start>
  <define name="named"><interleave>
    <element name="title"><data type="string"><param name="minLength">1</param></data></element>
    <element name="id">
      <data type="anyURI"><param name="pattern">tag:[a-z0-9.-]+,[0-9-]{10}:[!-~]+</param></data>
    </element>
    <element name="updated"><data type="dateTime"/></element>
    <oneOrMore>
      <element name="link">
        <attribute name="rel">
          <choice><value>alternate</value><value>self</value></choice>
        </attribute>
        <attribute name="href"><ref name="web"/></attribute>
      </element>
    </oneOrMore>
    <zeroOrMore>
      <element name="author">
        <element name="name"><text/></element>
        <element name="uri"><ref name="web"/></element>
      </element>
    </zeroOrMore>
  </interleave></define>
  <define name="web">
    <data type="anyURI"><param name="pattern">http://localhost/.*</param></data>
  </define>
</grammar>""")
)
RELATIVE = re.compile(r'(?:href|src)="(?!https?:|mailto:)')


def read_feed(client, path):
    """Return a feed as feedparser understands it, after it passed all that we know of Atom."""
    response = client.get(path)
    assert response.status_code == 200, path
    document = etree.fromstring(response.content)
    GRAMMAR.assertValid(document)
    headers = {name.lower(): value for name, value in response.headers.items()}
    feed = feedparser.parse(response.content, response_headers=headers)
    assert feed.bozo == 0, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert sorted(link.rel for link in feed.feed.links) == ["alternate", "self"]
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    for entry in feed.entries:
        assert [link.rel for link in entry.links] == ["alternate"]
        assert "published" not in entry or moment(entry.published) <= moment(entry.updated)
        assert not RELATIVE.search(entry.content[0].value)
    return feed


def moment(text):
    return datetime.fromisoformat(text)
