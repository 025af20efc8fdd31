"""How often anything may be tried or written: what the database counts, beside what is about applications.

Two more are the operator's own numbers: what one address may do about applications (``applications.py``), and
how many questions a day an online geocoder is asked.
"""

from .counter import Limit

MINUTE, QUARTER, HOUR, DAY = 60, 15 * 60, 3600, 24 * 3600

# Attempts that turn out well are given back, so a whole bank may sign in from one address.
PASSWORD = (Limit("password", 10, QUARTER), Limit("password-day", 50, DAY))
PASSWORD_ADDRESS = Limit("password-address", 50, QUARTER)
# Three codes of a million are right at any moment: 30 attempts a day find one in 30 years.
CODE = (Limit("code", 6, QUARTER), Limit("code-day", 30, DAY))
LINK_ADDRESS = Limit("link-address", 30, HOUR)

# What residents write without an account.
REPORTS = (Limit("report", 5, HOUR), Limit("report", 20, DAY))
REPORTS_OF_OUTLET = Limit("report-outlet", 30, DAY)
LOOKING = (Limit("report-lookup", 10, MINUTE), Limit("report-lookup", 60, HOUR))
VISITS = (Limit("visit", 5, HOUR), Limit("visit", 20, DAY))
# One connection does not make an outlet's name, good or bad; a counter's own wireless has many people.
VISITS_FROM_ONE_PLACE = Limit("visit-from", 3, DAY)
VISITS_OF_OUTLET = Limit("visit-outlet", 60, DAY)

# Reading a table takes seconds of a processor, and it is kept until it is applied.
UPLOADS = (Limit("upload", 30, HOUR), Limit("upload", 120, DAY))
