"""Tags of the desk: {% load desk %}."""

from django import template

from publishing.admin.desk import desk_of

register = template.Library()


@register.simple_tag(takes_context=True)
def desk(context):
    """Return what needs whoever looks: {% desk as desk %}, once on the first page."""
    return desk_of(context["request"].user)
