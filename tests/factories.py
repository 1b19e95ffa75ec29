"""Plain factories: each makes one saved object, and takes any field as a keyword."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.contrib.auth.models import User

from articles.models import Article, ArticleAuthor, Topic
from comparisons.models import (
    Comparison,
    ComparisonEntry,
    DecisionCriterion,
    DecisionOption,
    DecisionQuestion,
    Drawback,
    Extension,
    Fact,
    FactChange,
    Feature,
    FeatureGroup,
    Framework,
    FrozenComparison,
    Release,
    Snippet,
)
from comparisons.models.frozen import digest_of, key_of
from publishing.models import Author, Draft, Image, Notice, Page, Status

PAST = datetime(2026, 1, 1, 9, tzinfo=UTC)
FUTURE = datetime(2126, 1, 1, 9, tzinfo=UTC)
numbers = count(1)

# What a reader may and may not see; each test of an address walks all of them.
HIDDEN = {
    "draft": {"status": Status.DRAFT, "published_at": None},
    "in review": {"status": Status.IN_REVIEW, "published_at": PAST},
    "scheduled": {"status": Status.PUBLISHED, "published_at": FUTURE},
    "archived": {"status": Status.ARCHIVED, "published_at": PAST},
}


def published(fields):
    return {"status": Status.PUBLISHED, "published_at": PAST, "version": 1, **fields}


def make_author(**fields):
    number = next(numbers)
    return Author.objects.create(
        **{"name": f"Author {number}", "slug": f"author-{number}", "version": 1, **fields}
    )


def make_framework(**fields):
    number = next(numbers)
    return Framework.objects.create(
        **published(
            {
                "name": f"Framework {number}",
                "slug": f"framework-{number}",
                "kind": "micro",
                **fields,
            }
        )
    )


def make_release(framework, **fields):
    return Release.objects.create(
        framework=framework, **{"version": "3.1", "released_on": date(2026, 1, 1), **fields}
    )


def make_group(**fields):
    number = next(numbers)
    return FeatureGroup.objects.create(
        **{
            "name": f"Group {number}",
            "slug": f"group-{number}",
            "position": number,
            "version": 1,
            **fields,
        }
    )


def make_feature(**fields):
    number = next(numbers)
    fields.setdefault("group", None)
    if fields["group"] is None:
        fields["group"] = make_group()
    return Feature.objects.create(
        **{
            "name": f"Feature {number}",
            "slug": f"feature-{number}",
            "meaning": "What it means.",
            "position": number,
            "version": 1,
            **fields,
        }
    )


def make_fact(framework, feature, **fields):
    """Make a fact that is checked and fresh; `level="" , value="…"` for a value feature."""
    return Fact.objects.create(
        framework=framework,
        feature=feature,
        **{
            "level": "" if fields.get("value") else "built-in",
            "source_title": "Docs",
            "source_url": "https://example.org/docs",
            "checked_on": date(2026, 11, 1),
            "checked_against": "3.1",
            "version": 1,
            **fields,
        },
    )


def make_change(framework, feature, **fields):
    """Make a change from third-party to built in, unless the fields say otherwise."""
    number = next(numbers)
    return FactChange.objects.create(
        framework=framework,
        feature=feature,
        **{
            "key": f"change-{number}",
            "at": PAST + timedelta(minutes=number),
            "old_level": "third-party",
            "new_level": "built-in",
            "version": 1,
            **fields,
        },
    )


def make_drawback(framework, **fields):
    return Drawback.objects.create(
        framework=framework,
        **{"title": f"Drawback {next(numbers)}", "explanation": "It is so.", **fields},
    )


def make_extension(framework, **fields):
    return Extension.objects.create(
        framework=framework, **{"name": f"Extension {next(numbers)}", **fields}
    )


def make_snippet(framework, **fields):
    return Snippet.objects.create(
        framework=framework,
        **{
            "task": "hello-world",
            "filename": "app.py",
            "code": "print('hello')\n",
            "start": "python app.py",
            "transcript": "> GET /\n\n< 200\n<\n< Hello, World!",
            "run_on": date(2026, 11, 1),
            "run_against": "3.1.0",
            "passed": True,
            **fields,
        },
    )


def make_comparison(*frameworks, **fields):
    frameworks = frameworks or (make_framework(), make_framework())
    comparison = Comparison.objects.create(
        **published(
            {
                "title": " vs ".join(framework.name for framework in frameworks),
                "slug": "-vs-".join(framework.slug for framework in frameworks),
                "set_key": "+".join(sorted((str(one.pk) for one in frameworks), key=int)),
                **fields,
            }
        )
    )
    for position, framework in enumerate(frameworks):
        ComparisonEntry.objects.create(
            comparison=comparison, framework=framework, position=position
        )
    return comparison


def make_frozen(comparison, *frameworks, frozen_on=date(2026, 11, 2), answers=(), **fields):
    """Make a frozen comparison without freezing: of so many frameworks, and (feature, answers)."""
    named = [{"slug": one.slug, "name": one.name} for one in frameworks]
    features = [
        {"slug": feature.slug, "name": feature.name, "answers": said} for feature, said in answers
    ]
    files = {
        "page": f"<!doctype html><title>{comparison.title}</title><style>b{{}}</style><b>Kept</b>",
        "data_json": json.dumps({"frameworks": named, "groups": [{"features": features}]}),
        "data_csv": "feature\r\n",
    }
    return FrozenComparison.objects.create(
        comparison=comparison,
        **{
            "key": key_of(comparison.slug, frozen_on),
            "slug": comparison.slug,
            "title": comparison.title,
            "frozen_on": frozen_on,
            "frozen_at": datetime(*frozen_on.timetuple()[:3], 9, tzinfo=UTC),
            "note": "Cited in a book.",
            **files,
            **{f"{name}_digest": digest_of(text) for name, text in files.items()},
            **fields,
        },
    )


def make_question(*labels, **fields):
    """Make a question of the decision helper with an answer for each label."""
    number = next(numbers)
    question = DecisionQuestion.objects.create(
        **{
            "text": f"Question {number}?",
            "slug": f"question-{number}",
            "position": number,
            "version": 1,
            **fields,
        }
    )
    for label in labels:
        make_option(question, label=label, slug=label.lower())
    return question


def make_option(question, **fields):
    number = next(numbers)
    return DecisionOption.objects.create(
        question=question,
        **{
            "label": f"Answer {number}",
            "slug": f"answer-{number}",
            "explanation": "It is so.",
            "position": number,
            "version": 1,
            **fields,
        },
    )


def make_criterion(option, feature, **fields):
    """Make a wish; `strength="must", at_least="…"` for a must."""
    weight = None if fields.get("strength") == "must" else 1
    return DecisionCriterion.objects.create(
        option=option, feature=feature, **{"weight": weight, **fields}
    )


def make_topic(**fields):
    number = next(numbers)
    return Topic.objects.create(
        **{"name": f"Topic {number}", "slug": f"topic-{number}", "version": 1, **fields}
    )


def make_article(*, authors=(), topics=(), frameworks=(), **fields):
    number = next(numbers)
    article = Article.objects.create(
        **published({"title": f"Article {number}", "slug": f"article-{number}", **fields})
    )
    for position, author in enumerate(authors):
        ArticleAuthor.objects.create(article=article, author=author, position=position)
    article.topics.add(*topics)
    article.frameworks.add(*frameworks)
    return article


def make_page(**fields):
    number = next(numbers)
    return Page.objects.create(
        **published({"title": f"Page {number}", "slug": f"page-{number}", **fields})
    )


def make_notice(**fields):
    number = next(numbers)
    return Notice.objects.create(
        **{
            "slug": f"notice-{number}",
            "title": "A word from us",
            "text": "Please.",
            "version": 1,
            **fields,
        }
    )


def make_image(**fields):
    """Make a row without files; the tests of the picture pipeline make real ones."""
    number = next(numbers)
    return Image.objects.create(
        **{
            "slug": f"image-{number}",
            "alt": "A drawn strip of bars.",
            "file": f"originals/{number:064x}.webp",
            "width": 1600,
            "height": 900,
            "digest": f"{number:064x}",
            "version": 1,
            **fields,
        }
    )


def make_draft(**fields):
    """Make what somebody wrote about a page and nobody accepted yet."""
    number = next(numbers)
    fields = {"user": None, "subject": None, "title": "Typed", "data": [], **fields}
    fields["user"] = fields["user"] or User.objects.create_user(f"user-{number}", is_staff=True)
    fields["subject"] = fields["subject"] or make_page()
    return Draft.objects.create(**{"kind": "kept", "base_version": 1, **fields})
