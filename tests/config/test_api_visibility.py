"""What the API hides: all that is not published, and what belongs to it."""

import pytest

from comparisons.models import Drawback
from tests import factories as make
from tests.api import LISTS, walk
from tests.hidden import WORD, hide
from tests.site import API, make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.allow_n_plus_one
def test_nothing_unpublished_is_in_any_answer(client, state):
    make_site(3)
    hide(**make.HIDDEN[state])
    Drawback.objects.filter(framework__slug="main").update(explanation="Known.")

    answers = {
        path: client.get(path)
        for path in [
            *API.values(),
            *(f"{path}?limit=1" for path in LISTS.values()),
            "/api/v1/",
            "/api/v1/openapi.json",
            "/api/v1/facts/?stale=false",
            "/api/v1/facts/?feature=feature-1",
            "/api/v1/extensions/?feature=feature-1",
            "/api/v1/articles/?framework=main",
            "/api/v1/comparisons/?framework=main",
            "/api/v1/comparisons/other-1-vs-other-2-vs-other-3/",
        ]
    }

    assert {response.status_code for response in answers.values()} == {200}
    for path, response in answers.items():
        assert WORD.lower() not in response.content.decode().lower(), path
    for path in LISTS.values():
        for part in walk(client, f"{path}?limit=2"):
            assert WORD.lower() not in str(part).lower(), path


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/frameworks/{}/",
        "/api/v1/facts/{}/feature-1/",
        "/api/v1/comparisons/main-vs-{}/",
        "/api/v1/articles/{}-article/",
        "/api/v1/facts/?framework={}",
        "/api/v1/drawbacks/?framework={}",
        "/api/v1/extensions/?framework={}",
        "/api/v1/releases/?framework={}",
        "/api/v1/articles/?framework={}",
        "/api/v1/comparisons/?framework={}",
    ],
)
@pytest.mark.allow_n_plus_one
def test_unpublished_name_is_answered_as_nonsense_is(client, state, path):
    make_site()
    hide(**make.HIDDEN[state])

    hidden = client.get(path.format(WORD.lower()))
    nonsense = client.get(path.format("nonsense"))

    assert hidden.status_code == nonsense.status_code == 404
    assert hidden.content.decode().replace(WORD.lower(), "nonsense") == nonsense.content.decode()
