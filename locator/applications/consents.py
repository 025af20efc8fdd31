"""The texts that are agreed to, and the version of them that holds."""

CONSENTS = ("notice", "bank", "courier", "child")
# A change of their words is a new version.
CONSENT_VERSION = "2026-11-25"
