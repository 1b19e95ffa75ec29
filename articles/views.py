from django.core.paginator import InvalidPage
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import DetailView, ListView, View
from django.views.generic.detail import BaseDetailView

from articles import linked_data, social_cards
from articles.feeds import ArticleFeed, AuthorFeed, TopicFeed
from articles.listing import links, rows
from articles.models import Article, Topic
from comparisons import cards
from comparisons.linked_data import listed_cards
from comparisons.models import Comparison
from publishing import heads, markdown
from publishing.cards import reference
from publishing.linked_data import breadcrumb, item_list
from publishing.models import Author
from publishing.pagination import page_links
from publishing.views import PageMixin, PublishedCardView, PublishedDetailView

MOST_IN_A_LIST = 20
MOST_CARDS = 3


class ArticleListView(PageMixin, ListView):
    queryset = Article.objects.all()
    template_name = "articles/article_list.html"
    paginate_by = MOST_IN_A_LIST
    section = "articles"
    page_title = "Articles"
    page_description = (
        "Articles about web frameworks: how to choose, how they work, and what we found when we "
        "checked."
    )

    def get_feeds(self):
        return [ArticleFeed().announce()]

    def get(self, request, *args, **kwargs):
        """Show a page of the list at its one address; lead there from ?page=2, as it once was."""
        response = super().get(request, *args, **kwargs)
        address = page_address(response.context_data["page_obj"].number)
        if request.path != address or request.GET.get("page"):
            return HttpResponsePermanentRedirect(address)
        return response

    def get_queryset(self):
        articles = super().get_queryset().published().defer("body").prefetch_related("topics")
        return articles.order_by("-published_at", "-pk")

    def paginate_queryset(self, queryset, page_size):
        asked = self.kwargs.get("page", self.request.GET.get("page") or 1)
        try:
            page = self.get_paginator(queryset, page_size).page(asked)
        except InvalidPage as error:
            raise Http404 from error
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page, paginator = context["page_obj"], context["paginator"]
        if page.number > 1:
            numbered = f"page {page.number} of {paginator.num_pages}"
            context["page_title"] = f"{self.page_title}, {numbered}"
            context["page_description"] = f"Articles about web frameworks, {numbered}."
        context["paging"] = page_links(page, page_address)
        page.object_list = rows(page.object_list, with_topics=True)
        context["linked_data"] = [
            item_list(context["page_title"], linked_data.listed(page.object_list))
        ]
        return context


def page_address(number):
    """Return where a page of the list stands; the first is the list itself."""
    return reverse("articles:article-list", kwargs={"page": number} if number > 1 else {})


class ArticleDetailView(PublishedDetailView):
    model = Article
    section = "articles"
    sharing_type = "article"

    def get_feeds(self):
        return [ArticleFeed().announce()]

    def get_queryset(self):
        articles = super().get_queryset().select_related("cover")
        return articles.prefetch_related("topics", "bylines__author")

    def get_page_description(self):
        one = self.object
        return heads.description(
            one.seo_description, one.lead, markdown.opening(one.body), one.title
        )

    def get_linked_data(self, context):
        return [linked_data.article(self.object, context)]

    def get_card(self):
        path = reverse("articles:article-card", args=[self.object.slug])
        return reference(social_cards.card_of(self.object), path)

    def get_context_data(self, **kwargs):
        article = self.object
        frameworks = list(article.frameworks.published().order_by("name"))
        return super().get_context_data(
            rendered=markdown.render(article.body),
            authors=links(byline.author for byline in article.bylines.all()),
            topics=links(article.topics.all()),
            frameworks=links(frameworks),
            pair_cards=cards.load_cards(self.comparisons(frameworks), today=localdate()),
            **kwargs,
        )

    def comparisons(self, frameworks):
        """Return the newest comparisons of the frameworks that the article is about."""
        related = Comparison.objects.published().order_by("-published_at", "pk")
        for framework in frameworks:
            related = related.filter(frameworks=framework)
        return related[:MOST_CARDS] if frameworks else related.none()


class ArticleCardView(PublishedCardView):
    model = Article
    url_name = "articles:article-card"

    def get_queryset(self):
        return super().get_queryset().prefetch_related("topics", "bylines__author")

    def make_card(self):
        return social_cards.card_of(self.object)


class TopicDetailView(PageMixin, DetailView):
    model = Topic
    section = "articles"

    def get_page_title(self):
        return self.object.name

    def get_page_description(self):
        default = f"Articles and comparisons about {self.object.name}."
        return heads.description(markdown.opening(self.object.summary), default)

    def get_linked_data(self, context):
        listed = [*listed_cards(context["cards"]), *linked_data.listed(context["articles"])]
        return [item_list(self.object.name, listed), way_to(self.object)]

    def get_feeds(self):
        return [TopicFeed().announce(self.object)]

    def get_context_data(self, **kwargs):
        articles = Article.objects.published().filter(topics=self.object)
        about = Comparison.objects.published().filter(frameworks__articles__in=articles).distinct()
        return super().get_context_data(
            articles=rows(articles.defer("body").order_by("-published_at", "-pk")),
            cards=cards.load_cards(
                about.order_by("-published_at", "pk")[:MOST_CARDS], today=localdate()
            ),
            **kwargs,
        )


class AuthorDetailView(PageMixin, DetailView):
    model = Author
    queryset = Author.objects.select_related("photo")
    template_name = "articles/author_detail.html"
    section = "articles"
    sharing_type = "profile"

    def get_page_title(self):
        return self.object.name

    def get_page_description(self):
        default = f"What {self.object.name} has written here."
        return heads.description(markdown.opening(self.object.bio), default)

    def get_linked_data(self, context):
        return [linked_data.profile(self.object, context), way_to(self.object)]

    def get_feeds(self):
        return [AuthorFeed().announce(self.object)]

    def get_context_data(self, **kwargs):
        articles = Article.objects.published().filter(authors=self.object)
        comparisons = Comparison.objects.published().filter(author=self.object)
        return super().get_context_data(
            articles=rows(articles.defer("body").order_by("-published_at", "-pk")),
            cards=cards.load_cards(comparisons, today=localdate()),
            **kwargs,
        )


def way_to(one):
    """Return the way to a page that stands below the articles, as the page shows it."""
    parent = ("Articles", reverse("articles:article-list"))
    return breadcrumb(parent, (one.name, one.get_absolute_url()))


class ArticleFeedView(View):
    def get(self, request):
        return ArticleFeed()(request)


class TopicFeedView(BaseDetailView):
    model = Topic

    def render_to_response(self, context):
        return TopicFeed()(self.request, subject=self.object)


class AuthorFeedView(BaseDetailView):
    model = Author

    def render_to_response(self, context):
        return AuthorFeed()(self.request, subject=self.object)
