"""The national calendar: years that have been published since the shipped table."""

from django.contrib import admin

from locator.models import CalendarDay, CalendarYear

from .kept import KeptAdmin


class CalendarDayInline(admin.TabularInline):
    """The holidays and make-up workdays of the year."""

    model = CalendarDay
    extra = 0


@admin.register(CalendarYear)
class CalendarYearAdmin(KeptAdmin):
    """A published year with all its days; it replaces the shipped table's year."""

    inlines = (CalendarDayInline,)
    list_display = ("year", "source", "checked_on")
