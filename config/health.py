"""Health: whether the process lives, and whether it can serve readers."""

from django.core.cache import cache
from django.db import Error as DatabaseError
from django.http import HttpResponse
from django.views import View

from comparisons.models import Framework


class PlainView(View):
    """Answer probes only, with one sentence that nobody may keep."""

    http_method_names = ["get", "head"]

    def answer(self, sentence, status=200):
        return HttpResponse(
            f"{sentence}\n",
            status=status,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )


class LiveView(PlainView):
    """Answer without database or cache: a restart would mend neither."""

    def get(self, request):
        return self.answer("ok")


class ReadyView(PlainView):
    def get(self, request):
        if not database_answers():
            return self.answer("The database does not answer.", status=503)
        if not cache_answers():
            return self.answer("The cache does not answer.", status=503)
        return self.answer("ok")


def database_answers():
    """Read a table of ours, so that a database that was never migrated counts as absent."""
    try:
        Framework.objects.exists()
    except DatabaseError:
        return False
    return True


def cache_answers():
    try:
        cache.set("health", "ok", timeout=10)
        return cache.get("health") == "ok"
    except Exception:
        # Every cache backend raises errors of its own library, which may not be installed.
        return False
