"""How often somebody may do something about an application: one list, whoever asks, page or program."""

from django.conf import settings

from .counter import Limit

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
# Many people share one address, at a community desk or behind their carrier: a day holds eight such hours.
HOURS_OF_A_DAY = 8
CODES, FORMS = settings.CODES_PER_ADDRESS_HOUR, settings.APPLICATIONS_PER_ADDRESS_HOUR
LOOKS = settings.LOOKUPS_PER_ADDRESS_HOUR

# Codes sent: counted to a telephone, which may be anybody's, and from an address.
CODES_TO = (Limit("code-to", 3, HOUR), Limit("code-to", 8, DAY))
CODES_FROM = (Limit("code-from", CODES, HOUR), Limit("code-from", CODES * HOURS_OF_A_DAY, DAY))
# Codes typed in, from an address; each code has its own five tries beside.
TRIES_FROM = (Limit("code-try", 2 * CODES, HOUR),)
# Forms begun: each keeps a draft for a day.
STARTS = (Limit("start", FORMS, HOUR), Limit("start", FORMS * HOURS_OF_A_DAY, DAY))
# Photos, from pages and programs together: looking at one takes a second of a processor.
PHOTOS_FROM = (Limit("photo-from", 30, HOUR), Limit("photo-from", 100, DAY))
PHOTOS_OF = (Limit("photo-of", 10, HOUR),)
SUBMISSIONS = (Limit("apply", FORMS, HOUR), Limit("apply", FORMS * HOURS_OF_A_DAY, DAY))
# Looking after an application: from an address, and at one reference, whether it exists or not.
STATUS_BY_ADDRESS = (Limit("status", max(10, LOOKS // 10), MINUTE), Limit("status", LOOKS, HOUR))
STATUS_OF_REFERENCE = (Limit("status-of", 5, HOUR), Limit("status-of", 20, DAY))
# By a document a clerk learns whether somebody has applied: enough for a counter, too few for a list.
PERSONS_BY_CLERK = (Limit("find-person", 20, HOUR), Limit("find-person", 60, DAY))
