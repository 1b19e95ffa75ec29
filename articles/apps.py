from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self):
        # Both name models, and models exist only now.
        from articles import contents, searchables

        contents.register_documents()
        searchables.register_searchables()
