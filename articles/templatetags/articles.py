from django import template

from articles.listing import latest, rows

register = template.Library()


@register.inclusion_tag("articles/_latest.html")
def latest_articles(number, framework=None):
    """Show the newest articles, about a framework if one is given; once per page, in no loop."""
    return {
        "articles": rows(latest(number, framework=framework)),
        "title": f"Articles about {framework}" if framework else "",
    }
