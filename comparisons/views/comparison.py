from dataclasses import replace

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from comparisons import cards, change_list, faces, linked_data, pairs, social_cards, tasks
from comparisons.factbase import load_factbase
from comparisons.feeds import ComparisonChangeFeed
from comparisons.forms import PickerForm
from comparisons.matrix import build_matrix, columns_for
from comparisons.models import MOST_FRAMEWORKS, Comparison, Framework
from comparisons.models.comparison import FEWEST_FRAMEWORKS
from comparisons.stack_form import stack_form
from comparisons.stacks import PARAMETER, chosen_keys, read_stacks, with_names, with_parts
from comparisons.strip import difference_strip
from comparisons.supplements import load_supplements
from comparisons.views.compared import ComparedMixin
from publishing import heads, markdown
from publishing.cards import reference
from publishing.linked_data import breadcrumb, item_list
from publishing.views import PageMixin

MOST_RELATED = 3
MOST_CHANGES = 5
FILES = (
    ("CSV", "comparison-csv"),
    ("JSON", "comparison-json"),
    ("Markdown", "comparison-markdown"),
    ("Embed or cite", "comparison-cite"),
)
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")


class ComparisonListView(PageMixin, TemplateView):
    """List the published comparisons, and lead ?f=flask&f=django to the pair."""

    template_name = "comparisons/comparison_list.html"
    section = "compare"
    page_title = "Comparisons"
    page_description = (
        "Web frameworks side by side: pick two to five, or read a comparison with a verdict."
    )

    def get_linked_data(self, context):
        return [item_list(self.page_title, linked_data.listed_cards(context["cards"]))]

    def get(self, request, *args, **kwargs):
        self.choices = list(Framework.objects.published().order_by("name"))
        slugs = [slug for slug in request.GET.getlist("f") if slug]
        form = PickerForm(slugs, names={one.slug: one.name for one in self.choices})
        adding = "add" in request.GET and len(slugs) < MOST_FRAMEWORKS
        if adding or not slugs:
            return self.respond(slugs)
        if form.is_valid():
            return redirect("comparisons:comparison-detail", form.address())
        return self.respond(slugs, form=form, status=400 if len(slugs) > MOST_FRAMEWORKS else 200)

    def respond(self, slugs, *, form=None, status=200):
        asked = max(len(slugs) + ("add" in self.request.GET), FEWEST_FRAMEWORKS)
        values = [*slugs, *[""] * asked][: min(asked, MOST_FRAMEWORKS)]
        comparisons = cards.load_cards(Comparison.objects.published(), today=localdate())
        context = self.get_context_data(
            choices=self.choices,
            form=form,
            selects=[
                {"label": f"{ordinal} framework", "value": value}
                for ordinal, value in zip(ORDINALS, values, strict=False)
            ],
            cards=comparisons,
            count=len(comparisons),
        )
        return self.render_to_response(context, status=status)


class ComparisonDetailView(ComparedMixin, PageMixin, TemplateView):
    """Show two to five frameworks side by side: a published comparison, or the facts alone."""

    template_name = "comparisons/comparison_detail.html"
    section = "compare"
    sharing_type = "article"

    def too_many(self, slugs):
        return ComparisonListView.as_view()(picker_request(self.request, slugs))

    def respond(self):
        self.noindex = self.comparison is None
        return self.render_to_response(self.get_context_data())

    def get_page_title(self):
        if self.comparison:
            title = self.comparison.title
            return self.comparison.seo_title or heads.fitting(f"{title}{faces.QUESTION}", title)
        return self.names()

    def get_page_description(self):
        default = f"{self.names()}, feature by feature, with a dated source for every claim."
        if self.comparison is None:
            return default
        one = self.comparison
        return heads.description(one.seo_description, one.lead, one.summary, default)

    def get_linked_data(self, context):
        """Tell of the comparison, whatever parts the reader added to what it compares."""
        address, compared = context["canonical"], (self.comparison, self.frameworks)
        parent = ("Compare", reverse("comparisons:comparison-list"))
        return [
            linked_data.comparison_article(*compared, context),
            linked_data.dataset(*compared, context["matrix"], address),
            breadcrumb(parent, (self.names(), address)),
        ]

    def names(self):
        return " vs ".join(framework.name for framework in self.frameworks)

    def get_feeds(self):
        return [ComparisonChangeFeed().announce(self.frameworks)]

    def get_card(self):
        """Return the card of the frameworks alone, whatever a reader adds to them."""
        return reference(self.card, reverse("comparisons:comparison-card", args=[self.slug]))

    def related_entries(self):
        """Return published comparisons that share a framework with this one, newest first."""
        related = (
            Comparison.objects.published()
            .filter(frameworks__in=self.frameworks)
            .exclude(set_key=pairs.set_key(self.frameworks))
            .order_by("-published_at", "pk")
            .distinct()
        )
        return cards.entries_of(related[:MOST_RELATED])

    def get_context_data(self, **kwargs):
        today = localdate()
        related = self.related_entries()
        base = load_factbase(
            {framework.pk for framework in self.frameworks}
            | {entry.framework_id for entry in related}
        )
        swap = faces.swap(self.frameworks, *map(self.request.GET.get, ("left", "right")))
        columns = columns_for(self.frameworks, shown=(swap["left"], swap["right"]) if swap else ())
        items = load_supplements(self.frameworks, self.comparison)
        columns = self.with_removals(columns)
        stacks = read_stacks(columns, items, self.request.GET.getlist(PARAMETER))
        matrix = build_matrix(with_parts(base, stacks), with_names(columns, stacks), today=today)
        keys = chosen_keys(stacks)
        bare = build_matrix(base, columns, today=today) if keys else matrix
        self.card = social_cards.card_of(bare)
        state = self.view_state(swap)
        asked = self.request.GET.get(tasks.PARAMETER)
        code = tasks.code(columns, items, asked, state, keys)
        if code:
            state = [*state, *code["state"]]
        return super().get_context_data(
            **self.verdict(columns, items),
            heading=self.names(),
            matrix=matrix,
            pair=len(columns) == FEWEST_FRAMEWORKS,
            strip=difference_strip(matrix),
            comparison=self.comparison,
            plate=faces.comparison_plate(matrix, self.comparison),
            swap=swap,
            stack=stack_form(matrix, stacks, base.questions, state),
            code=code,
            differences_only=self.request.GET.get("show") == "differences",
            drawbacks=faces.drawbacks_by_column(columns, items, today=today),
            frozen=faces.frozen(items),
            related=cards.cards_from(related, base, today=today),
            changes=change_list.latest(MOST_CHANGES, frameworks=self.frameworks),
            changes_of=self.slug,
            add_url=self.add_url(),
            files=self.files(keys),
            **kwargs,
        )

    def view_state(self, swap):
        """Return what the address says of the table beside stacks: names and values."""
        state = [("show", "differences")] if self.request.GET.get("show") == "differences" else []
        if swap and {"left", "right"} & self.request.GET.keys():
            state += [("left", swap["left"]), ("right", swap["right"])]
        return state

    def verdict(self, columns, items):
        """Return what editors wrote, nothing for a page from facts alone."""
        if self.comparison is None:
            return {}
        return {
            "lead": self.comparison.lead,
            "either": self.comparison.either,
            "body": markdown.render(self.comparison.body),
            "verdicts": faces.verdicts(columns, self.entries),
            "picks": faces.picks(columns, items),
        }

    def files(self, chosen):
        """Return where the facts are to be had in other forms, with the same extensions added."""
        query = {PARAMETER: chosen} if chosen else None
        return [
            {"label": label, "url": reverse(f"comparisons:{name}", args=[self.slug], query=query)}
            for label, name in FILES
        ]

    def add_url(self):
        if len(self.frameworks) == MOST_FRAMEWORKS:
            return ""
        chosen = {"f": [framework.slug for framework in self.frameworks], "add": 1}
        return reverse("comparisons:comparison-list", query=chosen)

    def with_removals(self, columns):
        """Let each of three or more columns know the address of the comparison without it."""
        if len(columns) == FEWEST_FRAMEWORKS:
            return columns
        return tuple(
            replace(
                column,
                removal_url=self.path_of(
                    pairs.join(other.slug for other in columns if other is not column)
                ),
            )
            for column in columns
        )


def picker_request(request, slugs):
    """Turn a request for too many frameworks into one for the picker, with all of them chosen."""
    request.GET = request.GET.copy()
    request.GET.setlist("f", slugs)
    return request
