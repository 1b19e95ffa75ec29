"""A page that puts a ```facts fence together: frameworks, features and a caption by name."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path

from comparisons import fences
from comparisons.models import MOST_FRAMEWORKS, Feature, Framework
from publishing import workflow
from publishing.admin import register_builder

PLACES = ("First", "Second", "Third", "Fourth", "Fifth")[:MOST_FRAMEWORKS]


class FenceForm(forms.Form):
    """What a fence says; frameworks that readers cannot see yet are marked."""

    features = forms.ModelMultipleChoiceField(
        Feature.objects.none(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one feature."},
    )
    caption = forms.CharField(
        max_length=120, required=False, help_text="Stands above the table. It may stay empty."
    )

    def __init__(self, *args, frameworks, features, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "None"), *((one.slug, named(one)) for one in frameworks)]
        places = {
            place_name(number): forms.ChoiceField(
                label=f"{place} framework", choices=choices, required=number == 0
            )
            for number, place in enumerate(PLACES)
        }
        self.fields = {**places, **self.fields}
        self.fields["features"].queryset = features

    def clean(self):
        super().clean()
        chosen = self.frameworks()
        if len(chosen) > len(set(chosen)):
            raise forms.ValidationError("You picked a framework twice. Choose another one.")

    def frameworks(self) -> list[str]:
        places = (self.cleaned_data.get(place_name(n)) for n in range(MOST_FRAMEWORKS))
        return [slug for slug in places if slug]

    def fence(self) -> str:
        slugs = [feature.slug for feature in self.cleaned_data["features"]]
        source = fences.write(self.frameworks(), slugs, self.cleaned_data["caption"])
        return f"```facts\n{source}```"

    def places(self):
        return [self[place_name(number)] for number in range(MOST_FRAMEWORKS)]


def place_name(number: int) -> str:
    return f"framework_{number + 1}"


def named(framework: Framework) -> str:
    if framework.is_public():
        return framework.name
    return f"{framework.name} ({workflow.in_words(framework).lower()})"


def in_groups(boxes, features):
    """Return (group, its check boxes), in the order of the fact table."""
    groups = {}
    for box, feature in zip(boxes, features, strict=True):
        groups.setdefault(feature.group, []).append(box)
    return groups.items()


class FactFence(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(self.fence_view)
        return [path("fence/", view, name="comparisons_feature_fence"), *super().get_urls()]

    def fence_view(self, request):
        frameworks = self.admin_site.get_model_admin(Framework)
        if not (self.has_view_permission(request) and frameworks.has_view_permission(request)):
            raise PermissionDenied
        features = Feature.objects.select_related("group")
        form = FenceForm(
            request.GET or None,
            frameworks=frameworks.get_queryset(request).order_by("name"),
            features=features,
        )
        return TemplateResponse(
            request,
            "admin/comparisons/fact_fence.html",
            {
                **self.admin_site.each_context(request),
                "title": "Put a fact table together",
                "opts": self.opts,
                "media": self.media,
                "form": form,
                "groups": in_groups(form["features"], features),
                "fence": form.fence() if form.is_bound and form.is_valid() else "",
            },
            status=400 if form.errors else 200,
        )


register_builder("Fact table", "admin:comparisons_feature_fence")
