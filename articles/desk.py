"""What of this app may need an editor, on the desk's first page and in its list."""

from django.db.models import Q

from articles.models import Article
from publishing.admin.columns import Attention, one_if
from publishing.admin.desk import AttentionItem, register
from publishing.admin.links import list_address
from publishing.models import Status

WITHOUT_COVER = Q(cover=None) & ~Q(status=Status.ARCHIVED)
NO_COVER = Attention("cover", "Without a cover", "No cover", lambda: one_if(WITHOUT_COVER))

register(
    AttentionItem(
        "articles without a cover",
        lambda user: Article.objects.filter(WITHOUT_COVER).count(),
        lambda: list_address(Article, attention=NO_COVER.name),
        "articles.publish_article",
    )
)
