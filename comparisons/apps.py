from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    name = "comparisons"
    verbose_name = "Comparisons"

    def ready(self):
        # All need models, and models exist only now.
        from comparisons import (
            content_checks,
            contents,
            corrections,
            fact_changes,
            fences,
            freezing,
            pairs,
            searchables,
        )
        from comparisons.models import Fact
        from publishing import saving, static_copy
        from publishing.markdown import register_fence

        contents.register_documents()
        content_checks.register_checks()
        saving.follow(Fact, fact_changes.look, fact_changes.tell)
        searchables.register_searchables()
        static_copy.register_addresses(pairs.other_orders, freezing.shown_addresses)
        register_fence("facts", fences.render, fences.check)
        register_fence("corrections", corrections.render, corrections.check)
