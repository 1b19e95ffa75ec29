from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    name = "comparisons"
    verbose_name = "Comparisons"

    def ready(self):
        # Both need models, and models exist only now.
        from comparisons import contents, fences
        from publishing.markdown import register_fence

        contents.register_documents()
        register_fence("facts", fences.render, fences.check)
