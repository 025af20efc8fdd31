"""What each kind of finding is called in a list that counts them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from locator.catalogue.findings import Kind

TITLES = {
    Kind.OFFERS: _("Services without an entry"),
    Kind.HOURS_UNREADABLE: _("Hours that cannot be read"),
    Kind.NEVER_OPEN: _("Hours that are never open"),
    Kind.LONG_DAY: _("More than 14 hours a day"),
    Kind.NO_POSITION: _("Without a position"),
    Kind.OUTSIDE: _("Outside Dalian"),
    Kind.OTHER_DISTRICT: _("In another district"),
    Kind.REMOTE: _("Far from every known place"),
    Kind.SAME_POINT: _("Several on one point"),
    Kind.SAME_ADDRESS: _("Nearly the same address"),
    Kind.PHONE: _("Telephones that are none"),
    Kind.NEVER_VERIFIED: _("Never verified"),
    Kind.VERIFIED_LONG_AGO: _("Not verified for 90 days"),
    Kind.VERIFIED_IN_FUTURE: _("Verified on a day to come"),
    Kind.SUSPENSION_OVER: _("Suspended past the date"),
    Kind.OFFER_SUSPENSION_OVER: _("A service suspended past the date"),
}
