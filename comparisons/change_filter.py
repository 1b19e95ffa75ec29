"""Which changes a reader asked for, read from the address."""

from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet

from comparisons import pairs
from comparisons.models import MOST_FRAMEWORKS, FactChange, Feature, Framework
from comparisons.models.comparison import FEWEST_FRAMEWORKS


class ChangeFilter(forms.Form):
    """Narrow the changes; a name that nobody has here is an error that names it."""

    framework = forms.CharField(required=False)
    feature = forms.CharField(required=False)
    comparison = forms.CharField(required=False)
    corrections = forms.ChoiceField(
        required=False,
        choices=[("yes", "Only corrections")],
        error_messages={"invalid_choice": "Ask for corrections=yes, or leave it out."},
    )
    # The change that the page before ended with.
    before = forms.ModelChoiceField(
        FactChange.objects.only("pk", "at"),
        required=False,
        error_messages={"invalid_choice": "This page of changes is not there any more."},
    )

    def __init__(self, data, *, frameworks: Sequence[Framework], features: Sequence[Feature]):
        super().__init__(data)
        self.frameworks = {one.slug: one for one in frameworks}
        self.features = {one.slug: one for one in features}

    def clean_framework(self):
        return self.known(self.cleaned_data["framework"], self.frameworks, "framework")

    def clean_feature(self):
        return self.known(self.cleaned_data["feature"], self.features, "feature")

    def known(self, slug, rows, kind):
        if slug and slug not in rows:
            raise forms.ValidationError(f"There is no {kind} “{slug}” here.")
        return rows.get(slug)

    def clean_comparison(self):
        """Return the frameworks of an address such as flask-vs-django, in its order."""
        slug = self.cleaned_data["comparison"]
        found = [self.frameworks.get(name) for name in pairs.split(slug)] if slug else []
        if None in found or (slug and not FEWEST_FRAMEWORKS <= len(found) <= MOST_FRAMEWORKS):
            raise forms.ValidationError(f"There is no comparison “{slug}” here.")
        return found

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())

    def only_later(self) -> FactChange | None:
        """Return the change that a page of all changes follows, if that is all that is asked."""
        return None if self.state() else self.cleaned_data["before"]

    def narrowed(self, changes: QuerySet[FactChange]) -> QuerySet[FactChange]:
        """Return what was asked for; of one feature each re-check by itself."""
        asked = self.cleaned_data
        if asked["framework"]:
            changes = changes.filter(framework=asked["framework"])
        if asked["comparison"]:
            changes = changes.filter(framework__in=asked["comparison"])
        if asked["corrections"]:
            changes = changes.filter(is_correction=True)
        if last := asked["before"]:
            changes = changes.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)
        if asked["feature"]:
            return changes.filter(feature=asked["feature"])
        return changes.gathered()  # type: ignore[attr-defined]

    def subject(self) -> str:
        """Name what the changes are narrowed to, "" if they are all."""
        asked = self.cleaned_data
        who = " vs ".join(one.name for one in asked["comparison"]) or str(asked["framework"] or "")
        return ", ".join(filter(None, [who, str(asked["feature"] or "")]))

    def state(self) -> dict[str, str]:
        """Return what the address says beside the page."""
        names = ("framework", "feature", "comparison", "corrections")
        return {name: self.data[name] for name in names if self.data.get(name)}
