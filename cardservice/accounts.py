"""Who may have an account: staff whom an administrator has entered, and nobody else."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):
    """Signs staff in; residents need no account, so there is no sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
