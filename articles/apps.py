from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self):
        # Documents name models, and models exist only now.
        from articles.contents import register_documents

        register_documents()
