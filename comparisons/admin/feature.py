from django.contrib import admin

from comparisons.admin.fact_fence import FactFence
from comparisons.models import Feature, FeatureGroup
from publishing import addresses, saving
from publishing.admin import AddressForm, OrderedFormSet, TabularInline, VersionedAdmin


class FeatureInline(TabularInline):
    model = Feature
    form = AddressForm
    formset = OrderedFormSet
    fields = ["name", "slug", "meaning", "kind", "position"]
    show_change_link = True


@admin.register(FeatureGroup)
class FeatureGroupAdmin(VersionedAdmin):
    list_display = ["name", "position", "updated_at"]
    search_fields = ["name", "slug"]
    inlines = [FeatureInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "position"],
                "description": "A heading of the fact table, with the questions below it.",
            },
        ),
    ]

    def save_formset(self, request, form, formset, change):
        """Count each changed feature, for it has a form of its own that somebody may have open."""
        former = dict(formset.queryset.values_list("pk", "slug"))
        for feature in formset.save(commit=False):
            saving.save_accepted(feature)
            if former.get(feature.pk, feature.slug) != feature.slug:
                addresses.remember(feature, former[feature.pk])
        for feature in formset.deleted_objects:
            feature.delete()


@admin.register(Feature)
class FeatureAdmin(FactFence, VersionedAdmin):
    list_display = ["name", "group", "meaning", "kind", "position", "updated_at"]
    list_filter = ["group", "kind"]
    list_select_related = ["group"]
    search_fields = ["name", "slug", "meaning"]
    autocomplete_fields = ["group"]
    markdown_fields = ("explanation",)
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "group", "position", "kind"],
                "description": "A question that is asked of every framework alike.",
            },
        ),
        (
            "What it means",
            {
                "fields": ["meaning", "explanation"],
                "description": "The explanation decides between the levels. Write it so that two "
                "editors would give the same answer.",
            },
        ),
    ]

    def accept(self, obj, form):
        """Count the group too, whose form edits its features: there it would be a stale save."""
        for group in FeatureGroup.objects.filter(pk__in={obj.group_id, form.initial.get("group")}):
            saving.save_accepted(group)
        super().accept(obj, form)

    def delete_queryset(self, request, queryset):
        groups = list(FeatureGroup.objects.filter(features__in=queryset).distinct())
        super().delete_queryset(request, queryset)
        for group in groups:
            saving.save_accepted(group)
