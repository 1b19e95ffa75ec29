"""What the API hides: all that is not published, and what belongs to it."""

import pytest

from articles.models import Article
from comparisons.models import Drawback, Feature, Framework
from publishing.models import Page
from tests import factories as make
from tests.api import LISTS, walk
from tests.site import API, FENCE, make_site

pytestmark = pytest.mark.django_db

WORD = "Zyxwvut"


def hidden_world(**state):
    """Write a word into all that is not published, and into what belongs to it."""
    main = Framework.objects.get(slug="main")
    hidden = make.make_framework(name=WORD, slug=WORD.lower(), tagline=WORD, summary=WORD, **state)
    make.make_release(hidden, version=WORD)
    make.make_drawback(hidden, title=WORD, explanation=WORD, remedy=WORD)
    make.make_extension(hidden, name=WORD, summary=WORD).adds.set(Feature.objects.all())
    for feature in Feature.objects.all():
        make.make_fact(
            hidden,
            feature,
            level="" if feature.kind == "value" else "none",
            value="BSD" if feature.kind == "value" else "",
            note=WORD,
        )
    make.make_comparison(main, hidden, title=WORD, lead=WORD, summary=WORD, body=WORD)
    make.make_comparison(
        *Framework.objects.filter(slug__startswith="other"),
        title=WORD,
        lead=WORD,
        summary=WORD,
        body=WORD,
        either=WORD,
        **state,
    )
    make.make_article(
        title=WORD,
        lead=WORD,
        body=WORD,
        slug=f"{WORD.lower()}-article",
        frameworks=[main],
        **state,
    )
    Page.objects.create(title=WORD, slug=f"{WORD.lower()}-page", body=WORD, **state)
    article = Article.objects.get(slug="article-1")
    article.frameworks.add(hidden)
    article.body = FENCE.replace("other-1", WORD.lower())
    article.save()


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.allow_n_plus_one
def test_nothing_unpublished_is_in_any_answer(client, state):
    make_site(3)
    hidden_world(**make.HIDDEN[state])
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
    hidden_world(**make.HIDDEN[state])

    hidden = client.get(path.format(WORD.lower()))
    nonsense = client.get(path.format("nonsense"))

    assert hidden.status_code == nonsense.status_code == 404
    assert hidden.content.decode().replace(WORD.lower(), "nonsense") == nonsense.content.decode()
