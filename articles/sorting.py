"""Articles and their topics."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import Article, Topic
from publishing import revisions, saving, workflow


@transaction.atomic
def add_topic(article: Article, topic: Topic, *, user: User) -> bool:
    """Add a topic as an accepted save of the article; False if it has it, StaleSave if it moved.

    Raise PermissionDenied where the article is not the user's to change.
    """
    if not workflow.may_change(user, article):
        raise PermissionDenied
    if article.topics.filter(pk=topic.pk).exists():
        return False
    saving.save_accepted(article)
    article.topics.add(topic)
    revisions.record(article, user=user, note=f"Topic “{topic}” added.")
    return True
