"""Search: one page over everything that readers can see."""

from math import ceil

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.generic import TemplateView

from comparisons import pairs
from comparisons.fact_lines import fact_lines
from comparisons.models import MOST_FRAMEWORKS, Framework
from comparisons.models.comparison import FEWEST_FRAMEWORKS
from publishing import search
from publishing.models import SearchEntry
from publishing.pagination import page_links
from publishing.views import PageMixin

LONGEST_QUERY = 100
# In the order of the page: what answers a question first, what is named in the first line last.
KINDS = ("facts", "comparisons", "articles", "features", "frameworks", "pages")
MOST_IN_A_SECTION = 5
MOST_ON_A_PAGE = 20
MOST_PAGES = ceil(search.MOST_OF_A_KIND / MOST_ON_A_PAGE)


class SearchForm(forms.Form):
    """Read ?q=csrf&in=facts&page=2; `in` is a word of the language, so it is added below."""

    q = forms.CharField(
        max_length=LONGEST_QUERY,
        required=False,
        error_messages={
            "max_length": f"That is more than {LONGEST_QUERY} characters. Search for fewer words.",
            "null_characters_not_allowed": "That holds a character that no text here has.",
        },
    )
    page = forms.IntegerField(min_value=1, max_value=MOST_PAGES, required=False)

    def __init__(self, data):
        super().__init__(data)
        choices = [(kind, kind) for kind in KINDS]
        self.fields["in"] = forms.ChoiceField(choices=choices, required=False)


class SearchView(PageMixin, TemplateView):
    """Show what is published and holds all the words; at most eight queries."""

    template_name = "search.html"
    section = "search"
    page_description = "Search frameworks, features, facts, comparisons and articles."
    noindex = True

    def get(self, request, *args, **kwargs):
        form = SearchForm(request.GET)
        if not form.is_valid():
            if set(form.errors) != {"q"}:
                raise BadRequest("There is no such part of the results.")
            context = self.get_context_data(errors=form.errors["q"])
            return self.render_to_response(context, status=400)
        self.query = form.cleaned_data["q"]
        self.kind = form.cleaned_data["in"]
        self.page = form.cleaned_data["page"] or 1
        found = self.found() if self.query else {}
        # Where a copy in files leads on to, wherever that is served.
        live_url = f"{settings.SITE_URL}{reverse('search')}"
        context = self.get_context_data(query=self.query, live_url=live_url, **found)
        return self.render_to_response(context)

    def get_page_title(self):
        query = getattr(self, "query", "")
        return f"“{query}”, search" if query else "Search"

    def found(self):
        moment = now()
        words = search.wanted(self.query)
        kinds = {one.kind: one for one in search.registered()}
        hits = search.find(words, [kinds[kind] for kind in KINDS], at=moment, ranked=self.kind)
        names = search.names(moment)
        straight = search.straight(words, names)
        context = {
            "straight": [self.named(name, kinds) for name in straight],
            "pair": pair(search.mentioned(words, names)),
            "filters": self.filters(hits, kinds),
            "everything_url": self.address(),
            "kind": self.kind,
            "sections": self.sections(hits, kinds, search.Marker.of(words)),
        }
        if self.kind and context["sections"]:
            context["paging"] = self.paging(context["sections"][0]["page_obj"])
        if not hits:
            context["meant"] = self.meant(words, names, kinds, moment)
        return context

    def named(self, name, kinds):
        noun = kinds[name.kind].model._meta.verbose_name
        return {"name": name.name, "url": name.address, "noun": noun}

    def address(self, **more):
        """Return the address of these results, or of a part of them."""
        return reverse("search", query={"q": self.query, **more})

    def filters(self, hits, kinds):
        """Return a link for each kind that has hits, and one for all of them."""
        shown = [kind for kind in KINDS if kind in hits or (hits and kind == self.kind)]
        return [
            {
                "label": kinds[kind].label,
                "count": counted(hits.get(kind, search.Hits())),
                "url": self.address(**{"in": kind}),
                "is_current": kind == self.kind,
            }
            for kind in shown
        ]

    def sections(self, hits, kinds, marker):
        """Return the rows of this page, by kind; two queries."""
        if self.kind:
            page = self.page_of(hits.get(self.kind, search.Hits()))
            shown = {self.kind: page.object_list} if page.object_list else {}
        else:
            if self.page > 1:
                raise Http404
            page = None
            shown = {kind: hits[kind].keys[:MOST_IN_A_SECTION] for kind in KINDS if kind in hits}
        rows = rows_of(shown, marker)
        return [
            {
                "kind": kind,
                "label": kinds[kind].label,
                "count": counted(hits[kind]),
                "rows": rows[kind],
                "more_url": ""
                if self.kind or len(rows[kind]) == hits[kind].count
                else self.address(**{"in": kind}),
                "page_obj": page,
            }
            for kind in shown
        ]

    def page_of(self, hits):
        try:
            return Paginator(hits.keys[: search.MOST_OF_A_KIND], MOST_ON_A_PAGE).page(self.page)
        except EmptyPage as error:
            raise Http404 from error

    def paging(self, page):
        return page_links(page, lambda number: self.address(**{"in": self.kind, "page": number}))

    def meant(self, words, names, kinds, moment):
        """Return what the reader may have meant instead, if there is anything about that."""
        corrected = search.corrected(words, names)
        asked = [kinds[kind] for kind in KINDS]
        if not corrected or not search.find(search.wanted(corrected), asked, at=moment):
            return None
        return {"name": corrected, "url": reverse("search", query={"q": corrected})}


def counted(hits):
    return f"{search.MOST_OF_A_KIND:,}+" if hits.is_cut else str(hits.count)


def pair(mentioned):
    """Return the comparison of the frameworks that a query names, None unless there are some."""
    keys = [name.object_id for name in mentioned if name.kind == "frameworks"]
    if not FEWEST_FRAMEWORKS <= len(keys) <= MOST_FRAMEWORKS:
        return None
    frameworks = list(Framework.objects.published().filter(pk__in=keys))
    if len(frameworks) < FEWEST_FRAMEWORKS:
        return None
    comparison = pairs.comparison_of(frameworks)
    return {"title": comparison.title, "url": comparison.get_absolute_url()}


def rows_of(shown, marker):
    """Return what the page shows of each entry, by kind and in the order of the keys."""
    keys = [key for of_kind in shown.values() for key in of_kind]
    entries = SearchEntry.objects.defer("words").in_bulk(keys)
    facts = [entries[key].object_id for key in shown.get("facts", ()) if key in entries]
    lines = fact_lines(facts, today=localdate()) if facts else {}
    return {
        kind: [
            row_of(entries[key], marker, lines.get(entries[key].object_id, {}))
            for key in of_kind
            if key in entries
        ]
        for kind, of_kind in shown.items()
    }


def row_of(entry, marker, line):
    is_fact, is_article = entry.kind == "facts", entry.kind == "articles"
    lead, text = entry.lead, entry.text
    return {
        "name": marker.marked(entry.name),
        "plain_name": entry.name,
        "url": entry.address,
        "excerpt": marker.marked(lead) if is_fact else marker.excerpt(lead, text),
        "fact": line,
        "date": entry.published_at if is_article else None,
    }
