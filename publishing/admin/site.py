"""Names of the desk."""

from django.contrib import admin

admin.site.site_header = "Evenhand"
admin.site.site_title = "Evenhand"
admin.site.index_title = "The editors’ desk"
