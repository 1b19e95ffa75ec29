"""Users and groups: for superusers alone, whatever rights somebody was given."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User


class SuperusersOnly(admin.ModelAdmin):
    """A right to change users would be the right to become a superuser."""

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


admin.site.unregister([Group, User])


@admin.register(Group)
class DeskGroupAdmin(SuperusersOnly, GroupAdmin):
    pass


@admin.register(User)
class DeskUserAdmin(SuperusersOnly, UserAdmin):
    pass
