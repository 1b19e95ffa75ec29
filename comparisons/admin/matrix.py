"""The fact matrix: every fact on one page, set by keyboard and saved cell by cell."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from comparisons.fact_entry import MOST_BYTES, MOST_CELLS, BadEntry, read_entries, save_entry
from comparisons.fact_grid import LEVEL_KEYS, face, load_grid, need
from comparisons.levels import RULES
from comparisons.models import Level


class GridFilter(forms.Form):
    """Which part of the grid is shown, from the query string."""

    language = forms.ChoiceField(required=False)
    framework = forms.ChoiceField(required=False)
    group = forms.ChoiceField(required=False)
    attention = forms.BooleanField(required=False)

    def __init__(self, data, *, grid):
        super().__init__(data)
        frameworks = [column.framework for column in grid.columns]
        languages = dict.fromkeys(framework.language for framework in frameworks)
        groups = {row.group: row.group_name for row in grid.rows}
        self.fields["language"].choices = [
            ("", "All languages"),
            *((language, language) for language in sorted(languages, key=str.casefold)),
        ]
        self.fields["framework"].choices = [
            ("", "All frameworks"),
            *((framework.slug, framework.name) for framework in frameworks),
        ]
        self.fields["group"].choices = [("", "All groups"), *groups.items()]

    def narrowed(self, grid):
        """Return the part that was asked for, whether its cells need attention or not."""
        language, slug, group = (
            self.cleaned_data.get(name, "") for name in ("language", "framework", "group")
        )
        return grid.narrowed(
            lambda column: (
                language in ("", column.framework.language) and slug in ("", column.framework.slug)
            ),
            lambda row: group in ("", row.group),
        )


class MatrixPages(admin.ModelAdmin):
    """The page of the matrix, and where it saves."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("matrix/", view(self.matrix_view), name="comparisons_fact_matrix"),
            path("matrix/save/", view(self.matrix_save_view), name="comparisons_fact_matrix_save"),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def matrix_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        whole = load_grid(user=request.user)
        form = GridFilter(request.GET, grid=whole)
        valid = form.is_valid()
        context = {
            **self.admin_site.each_context(request),
            "title": "Fact matrix",
            "opts": self.opts,
            "form": form,
            "levels": level_choices(),
            **grid_context(form.narrowed(whole), only_needed=form.cleaned_data.get("attention")),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request, "admin/comparisons/fact/matrix.html", context, status=200 if valid else 400
        )

    @method_decorator(require_POST)
    def matrix_save_view(self, request):
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            return JsonResponse({"message": "You may look at facts, not save them."}, status=403)
        if len(request.body) > MOST_BYTES:
            return JsonResponse({"message": "This is too much to save at once."}, status=413)
        try:
            entries = read_entries(request.body)
        except BadEntry as error:
            return JsonResponse({"message": str(error)}, status=400)
        today = localdate()
        results = []
        for entry in entries:
            outcome = save_entry(entry, user=request.user, today=today)
            self.log_outcome(request, outcome)
            results.append(result_of(outcome, today))
        return JsonResponse({"results": results})

    def log_outcome(self, request, outcome):
        if outcome.written and outcome.before:
            self.log_change(request, outcome.fact, "Changed in the fact matrix.")
        elif outcome.written:
            self.log_addition(request, outcome.fact, "Added in the fact matrix.")


def grid_context(grid, *, only_needed):
    """Return the finished rows of the page, and the data that its script works on."""
    today = localdate()
    needs = {
        cell.key: reason
        for row in grid.rows
        for cell in row.cells
        if (reason := need(cell.fact, cell.column.newest_line, today=today))
    }
    if only_needed:
        grid = grid.narrowed(
            lambda column: any(key.startswith(f"{column.framework.pk}-") for key in needs),
            lambda row: any(cell.key in needs for cell in row.cells),
        )
    return {
        "columns": grid.columns,
        "groups": [
            {"name": name, "rows": [row_context(row, needs) for row in rows]}
            for name, rows in grid.groups
        ],
        "needed": len(needs),
        "authors": grid.authors,
        "matrix": matrix_data(grid, today),
    }


def row_context(row, needs):
    return {
        "name": row.name,
        "meaning": row.meaning,
        "cells": [cell_context(cell, needs.get(cell.key, "")) for cell in row.cells],
    }


def cell_context(cell, reason):
    return {
        "key": cell.key,
        "url": fact_address(cell.fact),
        "level": "" if cell.is_value else cell.fact.level or Level.UNKNOWN,
        "words": cell.words,
        "need": reason,
        "flag": "" if reason == cell.words else reason,
        "read_only": bool(cell.column.refusal(cell.fact)),
    }


def fact_address(fact):
    """Return the form of a fact, or the form that adds it."""
    if fact.pk:
        return reverse("admin:comparisons_fact_change", args=[fact.pk])
    query = {"framework": fact.framework_id, "feature": fact.feature_id}
    return f"{reverse('admin:comparisons_fact_add')}?{urlencode(query)}"


def matrix_data(grid, today):
    return {
        "today": today.isoformat(),
        "most": MOST_CELLS,
        "columns": {
            column.framework.pk: {
                "name": column.framework.name,
                "line": column.newest_line,
                "extensions": column.extensions,
                "refusesChange": column.refuses_change,
                "refusesAdd": column.refuses_add,
            }
            for column in grid.columns
        },
        "features": {
            row.pk: {"name": row.name, "meaning": row.meaning, "value": row.is_value}
            for row in grid.rows
        },
        "cells": {
            cell.key: face(cell.fact, cell.column.newest_line, today=today)
            for row in grid.rows
            for cell in row.cells
        },
    }


def level_choices():
    """Return the levels in the order of their keys, with the rule of each."""
    return [
        {"value": level, "label": level.label, "key": key, "rule": RULES[level]}
        for level, key in LEVEL_KEYS.items()
    ]


def result_of(outcome, today):
    """Return what became of an entry as the page reads it."""
    entry, fact = outcome.entry, outcome.fact
    result = {
        "key": f"{entry.framework}-{entry.feature}",
        "state": outcome.state,
        "errors": outcome.errors,
    }
    if fact is not None:
        result["cell"] = face(fact, outcome.newest_line, today=today)
        result["url"] = fact_address(fact)
    return result
