"""The admin's own name. It says what people do there, not which framework it is made with."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Editorial desk")
admin.site.site_title = _("Editorial desk")
admin.site.index_title = _("What do you want to change?")
