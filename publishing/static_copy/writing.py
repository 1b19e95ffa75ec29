"""Writing a static copy: asking for every public address, and keeping each answer as a file."""

from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase

from publishing.content_checks import Finding
from publishing.crawl import Reader, Way, local
from publishing.references import is_text, media_type, mentions, references
from publishing.static_copy import server_files
from publishing.static_copy.addresses import (
    MISSING_PAGE,
    file_name,
    first_addresses,
    is_asked,
    is_live_only,
    without_query,
)
from publishing.static_copy.folder import OWN_NAMES, CopyFolder, Refused
from publishing.static_copy.progress import Progress, unseen

# What the server that serves a copy says by itself of each file, or of each answer.
SERVERS_OWN = {
    "Accept-Ranges",
    "Connection",
    "Content-Encoding",
    "Content-Length",
    "Date",
    "ETag",
    "Last-Modified",
    "Server",
    "Vary",
}
# The documents of an API are files like others; its answers depend on what is asked.
API_DOCUMENT = "/openapi.json"

# An address is a folder to another one, such as /a to /a/b, or was until this run.
IN_THE_WAY = (FileExistsError, IsADirectoryError, NotADirectoryError)


@dataclass
class Report:
    """How many files a run has written, left alone and deleted; what went wrong."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    redirects: int = 0
    faults: list[Finding] = field(default_factory=list)


def write_copy(path: Path, *, progress: Progress = unseen) -> Report:
    """Bring a folder to what readers see now; unchanged files are not touched.

    Holds one answer in memory at a time, and of each address only its name. Editors may save
    meanwhile: a page that was read before is as it was, and the next run brings it up to date.
    """
    if settings.DEBUG:
        raise Refused("With DEBUG on, pages are not as readers get them. Run it with DEBUG=off.")
    with CopyFolder(path) as folder:
        copy = StaticCopy(folder)
        copy.ask_for_everything(progress)
        return copy.finish()


class StaticCopy:
    def __init__(self, folder: CopyFolder):
        self.folder = folder
        self.reader = Reader()
        self.way = Way()
        self.entries: dict[str, dict[str, Any]] = {}
        self.header_sets: dict[tuple[tuple[str, str], ...], int] = {}
        self.report = Report()

    def ask_for_everything(self, progress: Progress) -> None:
        self.keep_missing_page()
        for address in first_addresses():
            self.meet(address)
        self.go(progress)
        if self.report.faults:
            # What only the faulty pages lead to was not met. It stays if it is still there.
            for address in self.folder.manifest.get("addresses", {}):
                self.meet(address)
            self.go(progress)

    def go(self, progress: Progress) -> None:
        for address in self.way:
            known = len(self.way.known)
            progress(known - len(self.way.waiting) - 1, known, address)
            self.take(address)

    def keep_missing_page(self) -> None:
        """Keep the page for what is not there; it answers only if hosts are set up rightly."""
        response = self.reader.get(MISSING_PAGE)
        if response.status_code != HTTPStatus.NOT_FOUND:
            raise Refused(
                f"The site answers {response.status_code} instead of “not found”. The host of "
                "SITE_URL must be among ALLOWED_HOSTS, and `manage.py collectstatic` run before."
            )
        self.keep(MISSING_PAGE, response)

    def take(self, path: str) -> None:
        """Keep what one address answers. An answer for one reader alone is an error of ours."""
        response = self.reader.get(path)
        status = response.status_code
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.stay(path, f"answers {status}")
        elif HTTPStatus(status).is_redirection:
            self.keep_redirect(path, response)
        elif status == HTTPStatus.OK and is_for_copies(path, response):
            if response.cookies:
                self.stay(path, "sets a cookie, so it is not the same for every reader")
            else:
                self.keep(path, response)

    def stay(self, path: str, problem: str) -> None:
        """Leave an address as the last run found it: a fault of the moment deletes nothing."""
        self.report.faults.append(Finding(path, problem))
        addresses = self.folder.manifest.get("addresses", {})
        if path in addresses:
            former = dict(addresses[path])
            headers = self.folder.manifest["headers"][former["headers"]]
            self.entries[path] = {**former, "headers": self.header_set(headers)}

    def keep(self, path: str, response: HttpResponseBase) -> None:
        name = file_name(path)
        if not name or name in (*OWN_NAMES, *server_files.NAMES):
            self.report.faults.append(Finding(path, "cannot be the name of a file"))
            return
        body, content_type = body_of(response), response.headers.get("Content-Type", "")
        text = is_text(media_type(content_type))
        try:
            written = self.folder.write(name, body, packed=text)
        except IN_THE_WAY:
            self.report.faults.append(Finding(path, "its file and a folder have one name"))
            return
        self.report.unchanged += not written
        self.entries[path] = {
            "file": name,
            "digest": sha256(body).hexdigest(),
            "type": content_type,
            "headers": self.header_set(kept_headers(response)),
        }
        self.follow(path, content_type, body, text=text)

    def keep_redirect(self, path: str, response: HttpResponseBase) -> None:
        location = response.headers["Location"]
        self.entries[path] = {
            "status": response.status_code,
            "location": location,
            "headers": self.header_set(kept_headers(response)),
        }
        self.report.redirects += 1
        self.meet(local(location, path))

    def follow(self, path: str, content_type: str, body: bytes, *, text: bool) -> None:
        """Meet what an answer refers to.

        Links that search engines are not to follow are followed too: in a copy they must lead
        somewhere, and without queries they do not combine without end.
        """
        found = references(content_type, body)
        for address in (*found.parts, *found.links, *found.unfollowed):
            self.meet(local(address, path))
        if text:
            for mentioned in mentions(body):
                self.meet(local(mentioned, path))

    def meet(self, address: str) -> None:
        """Take in an address without its query, as a file has one name whatever the query.

        An answer may be good for ever under the query that names its content, as of a card. The
        file is not: it has another content one day, at the same address.
        """
        path = without_query(address)
        if path and is_asked(path):
            self.way.meet(path)

    def header_set(self, headers: dict[str, str]) -> int:
        """Return the number of these headers: few answers have headers of their own."""
        return self.header_sets.setdefault(tuple(sorted(headers.items())), len(self.header_sets))

    def finish(self) -> Report:
        """Delete what is gone, and name all that is there; the last step makes the copy whole."""
        manifest = {
            "site": settings.SITE_URL,
            "files": sorted(server_files.NAMES),
            "headers": [dict(headers) for headers in self.header_sets],
            "addresses": dict(sorted(self.entries.items())),
        }
        for name, text in server_files.server_files(manifest).items():
            self.report.unchanged += not self.folder.write(name, text.encode())
        kept = {*server_files.NAMES, *(one.get("file", "") for one in self.entries.values())}
        self.report.removed = self.folder.remove_all_but(kept)
        self.folder.finish(manifest)
        self.report.written = self.folder.written
        return self.report


def is_for_copies(path: str, response: HttpResponseBase) -> bool:
    """Tell whether anybody may keep an answer, and whether it is a document."""
    if "no-store" in response.headers.get("Cache-Control", ""):
        return False
    if not is_live_only(path):
        return True
    kind = media_type(response.headers.get("Content-Type", ""))
    return kind == "text/html" or path.endswith(API_DOCUMENT)


def body_of(response: HttpResponseBase) -> bytes:
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.content  # type: ignore[attr-defined]


def kept_headers(response: HttpResponseBase) -> dict[str, str]:
    """Return the headers that a copy gives too; types and places of answers stand elsewhere."""
    left_out = SERVERS_OWN | {"Content-Type", "Location"}
    return {name: value for name, value in response.headers.items() if name not in left_out}
