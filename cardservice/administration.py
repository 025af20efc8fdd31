"""Puts our own site in the place of Django's default one for the administration."""

from django.contrib.admin.apps import AdminConfig


class Administration(AdminConfig):
    """Named by its path, for it is imported only when the models are there."""

    default_site = "cardservice.administration_site.CatalogueSite"
