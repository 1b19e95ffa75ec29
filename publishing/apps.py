from django.apps import AppConfig
from django.core.checks import Tags, register

from publishing.checks import check_content_security_policy, check_headers_come_first


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = "Publishing"

    def ready(self):
        register(check_headers_come_first, Tags.security, deploy=True)
        register(check_content_security_policy, Tags.security, deploy=True)
        # All name models, and models exist only now.
        from publishing import content_checks, contents, searchables
        from publishing.markdown import claims, in_short, register_fence, tabs

        contents.register_documents()
        content_checks.register_checks()
        searchables.register_searchables()
        register_fence("short", in_short.render, in_short.check, is_prose=True)
        register_fence("tabs", tabs.render, tabs.check)
        register_fence("claims", claims.render, claims.check, is_prose=True)
