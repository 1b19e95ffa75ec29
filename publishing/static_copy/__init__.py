"""A static copy: the whole public site as files that any web server can serve."""

from publishing.static_copy.addresses import register_addresses
from publishing.static_copy.checking import broken_links
from publishing.static_copy.folder import Refused
from publishing.static_copy.writing import write_copy

__all__ = ["Refused", "broken_links", "register_addresses", "write_copy"]
