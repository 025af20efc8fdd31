"""The one Django app of the project."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

# Django's own sentences that every form here says in other Chinese: named, so that the catalogue holds them.
SAID_ANEW = (gettext_noop("This field is required."), gettext_noop("Null characters are not allowed."))


class LocatorConfig(AppConfig):
    """The locator: residents, staff, programs and commands over one catalogue."""

    name = "locator"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Service points")

    def ready(self) -> None:
        from .keeping.slow_queries import watch  # noqa: PLC0415
        from .models.standing import lay_down_standing_rows  # noqa: PLC0415 - models load after apps

        # After every migrate, and after every flush, which sends the same signal.
        post_migrate.connect(lay_down_standing_rows, sender=self)
        watch()
