"""The sender of text messages beside the server, by the same clock."""

import django

from .clock import set_the_clock

set_the_clock()
django.setup()

from django.core.management import call_command  # noqa: E402

call_command("send_messages", "--follow", "--with-parent")
