from django.core.paginator import InvalidPage
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import DetailView, ListView

from articles.listing import links, rows
from articles.models import Article, Topic
from comparisons import cards
from comparisons.models import Comparison
from publishing import markdown
from publishing.models import Author
from publishing.pagination import page_links
from publishing.views import PageMixin, PublishedDetailView

MOST_IN_A_LIST = 20
MOST_CARDS = 3


class ArticleListView(PageMixin, ListView):
    queryset = Article.objects.all()
    template_name = "articles/article_list.html"
    paginate_by = MOST_IN_A_LIST
    section = "articles"
    page_title = "Articles"

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
        page = context["page_obj"]
        context["paging"] = page_links(page, page_address)
        page.object_list = rows(page.object_list, with_topics=True)
        return context


def page_address(number):
    """Return where a page of the list stands; the first is the list itself."""
    return reverse("articles:article-list", kwargs={"page": number} if number > 1 else {})


class ArticleDetailView(PublishedDetailView):
    model = Article
    section = "articles"

    def get_queryset(self):
        articles = super().get_queryset().select_related("cover")
        return articles.prefetch_related("topics", "bylines__author")

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


class TopicDetailView(PageMixin, DetailView):
    model = Topic
    section = "articles"

    def get_page_title(self):
        return self.object.name

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

    def get_page_title(self):
        return self.object.name

    def get_context_data(self, **kwargs):
        articles = Article.objects.published().filter(authors=self.object)
        comparisons = Comparison.objects.published().filter(author=self.object)
        return super().get_context_data(
            articles=rows(articles.defer("body").order_by("-published_at", "-pk")),
            cards=cards.load_cards(comparisons, today=localdate()),
            **kwargs,
        )
