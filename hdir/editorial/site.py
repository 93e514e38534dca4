"""The admin's own name. It says what people do there, not which framework it is made with."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Editorial desk")
admin.site.site_title = _("Editorial desk")
admin.site.index_title = _("What do you want to change?")
# The one way in is the page of accounts, with its second factor and its limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
