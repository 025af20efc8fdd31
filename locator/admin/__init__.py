"""The administrators' door: Django's own admin over the catalogue, entered through the staff's sign-in."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import calendar, catalogue, looked_at, place

__all__ = ["calendar", "catalogue", "looked_at", "place"]

admin.site.site_header = _("Social security card outlets")
admin.site.site_title = _("Social security card outlets")
admin.site.index_title = _("The catalogue")
# One door for everybody: the sign-in page that counts attempts.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
