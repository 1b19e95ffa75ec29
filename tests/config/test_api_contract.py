"""The API against its own document: requests that it allows and requests that it forbids.

API_EXAMPLES raises the number of requests for each operation and kind, for a thorough run.
"""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import settings

from config.wsgi import application
from tests.site import make_site

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

EXAMPLES = int(os.environ.get("API_EXAMPLES", "5"))
SIGNALS = (request_started, request_finished)

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture(autouse=True)
def site():
    """Keep the connection, as Django's own test client does: the test is one transaction."""
    make_site(3)
    for signal in SIGNALS:
        signal.disconnect(close_old_connections)
    yield
    for signal in SIGNALS:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
def test_api_answers_as_its_document_says(case):
    # It reads what is sent as it stands.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
