from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    name = "comparisons"
    verbose_name = "Comparisons"

    def ready(self):
        # All need models, and models exist only now.
        from comparisons import content_checks, contents, fences, searchables
        from publishing.markdown import register_fence

        contents.register_documents()
        content_checks.register_checks()
        searchables.register_searchables()
        register_fence("facts", fences.render, fences.check)
