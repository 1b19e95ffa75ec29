"""The questions of the decision helper, and a page that tries them out."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timezone import localdate

from comparisons import reach, recommendation
from comparisons.models import (
    DecisionCriterion,
    DecisionOption,
    DecisionQuestion,
    Framework,
)
from comparisons.questionnaire import AnswersForm, criterion_of, load_questions, result_address
from publishing import saving
from publishing.admin import (
    AddressForm,
    OrderedFormSet,
    StackedInline,
    TabularInline,
    VersionedAdmin,
    VersionedForm,
)


class QuestionForm(VersionedForm):
    def named(self):
        return self.cleaned_data.get("text") or ""


class OptionRowForm(AddressForm):
    def named(self):
        return self.cleaned_data.get("label") or ""


class OptionForm(VersionedForm):
    def named(self):
        return self.cleaned_data.get("label") or ""


class OptionInline(TabularInline):
    model = DecisionOption
    form = OptionRowForm
    formset = OrderedFormSet
    fields = ["label", "slug", "explanation", "position"]
    show_change_link = True
    select_related = ("question",)
    verbose_name_plural = "answers, two to five, in their order"


class CriterionInline(StackedInline):
    model = DecisionCriterion
    fields = ["feature", ("strength", "weight"), ("at_least", "at_most"), "reason"]
    autocomplete_fields = ["feature"]
    select_related = ("feature",)
    verbose_name_plural = "what this answer asks for"


class TrialView(admin.ModelAdmin):
    """“Try it”: the result of some answers, and the frameworks that none bring to the top."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.trial_view)
        return [
            path("try/", view, name="comparisons_decisionquestion_try"),
            *super().get_urls(),
        ]

    def trial_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        questions = load_questions(criteria=True)
        form = AnswersForm(request.GET, questions=questions)
        answers = form.answers if form.is_valid() else {}
        frameworks = list(Framework.objects.published().order_by("name"))
        return TemplateResponse(
            request,
            "admin/comparisons/decisionquestion/try.html",
            {
                **self.admin_site.each_context(request),
                "title": "Try the questions",
                "opts": self.opts,
                "media": self.media,
                "errors": form.non_field_errors(),
                "asked": [(question, answers.get(question)) for question in questions],
                "result_url": result_address(answers),
                **recommendation.recommend(answers, frameworks, today=localdate()),
                **reached(questions, frameworks),
            },
            status=400 if form.errors else 200,
        )


def reached(questions, frameworks):
    """Return which frameworks can come first, how often, and which never can."""
    options = [list(question.options.all()) for question in questions]
    rows = recommendation.criteria_of(option for group in options for option in group)
    features = {row.feature.slug for row in rows}
    facts = recommendation.load_facts(frameworks, features, localdate())
    asked = [
        [[criterion_of(row) for row in option.criteria.all()] for option in group]
        for group in options
    ]
    try:
        found = reach.reach(asked, recommendation.candidates(facts))
    except reach.TooMany as error:
        return {"too_many": error.args[0]}
    names = {framework.slug: framework.name for framework in frameworks}
    return {
        "combinations": found.combinations,
        "wins": sorted(
            ((names[slug], count) for slug, count in found.wins.items() if count),
            key=lambda one: (-one[1], one[0]),
        ),
        "never": [names[slug] for slug in found.never],
    }


@admin.register(DecisionQuestion)
class DecisionQuestionAdmin(TrialView, VersionedAdmin):
    form = QuestionForm
    list_display = ["text", "slug", "position", "updated_at"]
    search_fields = ["text", "slug", "explanation"]
    inlines = [OptionInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["text", "slug", "explanation", "position"],
                "description": "Readers are asked as soon as there are two answers. What an "
                "answer asks for stands in its own form; “Try it” in the list of questions shows "
                "what comes of it.",
            },
        ),
    ]

    def save_formset(self, request, form, formset, change):
        """Count each changed answer, for it has a form of its own that somebody may have open."""
        for option in formset.save(commit=False):
            saving.save_accepted(option)
        for option in formset.deleted_objects:
            option.delete()


@admin.register(DecisionOption)
class DecisionOptionAdmin(VersionedAdmin):
    form = OptionForm
    list_display = ["label", "question", "position", "updated_at"]
    ordering = ["question__position", "question__slug", "position"]
    list_filter = ["question"]
    list_select_related = ["question"]
    search_fields = ["label", "slug", "explanation", "question__text"]
    autocomplete_fields = ["question"]
    inlines = [CriterionInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["question", "label", "slug", "explanation", "position"],
                "description": "Ask for what somebody with this answer needs, not for what a "
                "framework is known for. The weights are public, and so are the reasons.",
            },
        ),
    ]

    def accept(self, obj, form):
        """Count the question too, whose form edits its answers: there it would be a stale save."""
        keys = {obj.question_id, form.initial.get("question")}
        for question in DecisionQuestion.objects.filter(pk__in=keys):
            saving.save_accepted(question)
        super().accept(obj, form)

    def delete_queryset(self, request, queryset):
        questions = list(DecisionQuestion.objects.filter(options__in=queryset).distinct())
        super().delete_queryset(request, queryset)
        for question in questions:
            saving.save_accepted(question)
