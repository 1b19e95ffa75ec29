"""A static copy behind nginx answers as the site itself does."""

import gzip
import os
import shutil
import socket
import subprocess
import time
from contextlib import closing
from datetime import date
from http.client import HTTPConnection

import pytest
from django.test import Client

from comparisons.models import Comparison
from publishing import addresses
from publishing.static_copy import write_copy
from publishing.static_copy.folder import read_manifest
from publishing.static_copy.writing import SERVERS_OWN
from tests import factories as make
from tests.site import make_site

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.allow_n_plus_one,  # A copy asks for many pages, one after the other.
    pytest.mark.skipif(NGINX is None and "CI" not in os.environ, reason="nginx is not installed."),
]
CONFIGURATION = """\
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {copy};
        include {copy}/_nginx.conf;
    }}
}}
"""
SECONDS_TO_START = 20
OTHER_SHEET = "<!doctype html><title>Kept</title><style>i{}</style><i>Kept</i>"


@pytest.fixture
def served(tmp_path):
    """Write a copy of a site with former addresses, and yield the port that nginx serves it at.

    Of its two frozen pages each has a policy of its own.
    """
    make_site()
    make.make_frozen(Comparison.objects.get(), frozen_on=date(2026, 11, 3), page=OTHER_SHEET)
    moved = make.make_framework(name="Moved", slug="moved")
    addresses.remember(moved, "before")
    copy = tmp_path / "copy"
    write_copy(copy)
    yield from serve(copy, tmp_path)


def serve(copy, folder):
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    configuration = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(CONFIGURATION.format(user=user, folder=folder, copy=copy, port=port))
    arguments = [NGINX, "-e", f"{folder}/error.log", "-c", configuration]
    server = subprocess.Popen(arguments)  # noqa: S603
    try:
        patience = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < patience and server.poll() is None and not listens(port):
            time.sleep(0.05)
        yield copy, port
    finally:
        server.terminate()
        server.wait(timeout=SECONDS_TO_START)


def listens(port):
    with closing(socket.socket()) as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def ask(port, address, **headers):
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", address, headers=headers)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()


def ask_site(address):
    response = Client(headers={"host": "localhost"}).get(address)
    return response.status_code, dict(response.headers), b"".join(response)


def told(headers):
    return {name: value for name, value in headers.items() if name not in SERVERS_OWN}


def test_nginx_answers_as_the_site_at_every_address_of_a_copy(served):
    copy, port = served
    paths = list(read_manifest(copy)["addresses"])

    # Without its last slash, each leads to the address that has it.
    paths += [path.removesuffix("/") for path in paths if path.endswith("/") and path != "/"]
    for path in [*paths, "/nothing/", "/index.html", "/_headers", "/.static-copy.json"]:
        status, headers, body = ask(port, path)
        expected = ask_site(path)
        assert (path, status) == (path, expected[0])
        if status in (301, 302):
            assert headers["Location"] == expected[1]["Location"]
            assert told(headers)["Content-Security-Policy"]
        else:
            assert told(headers) == told(expected[1]), path
            assert body == expected[2], path


def test_nginx_sends_a_copy_compressed_to_whoever_takes_it(served):
    _copy, port = served

    status, headers, body = ask(port, "/", **{"Accept-Encoding": "gzip"})

    assert (status, headers["Content-Encoding"], headers["Vary"]) == (
        200,
        "gzip",
        "Accept-Encoding",
    )
    assert gzip.decompress(body) == ask_site("/")[2]


def test_nginx_says_that_a_kept_page_is_still_good(served):
    _copy, port = served
    etag = ask(port, "/")[1]["ETag"]

    assert ask(port, "/", **{"If-None-Match": etag})[0] == 304
