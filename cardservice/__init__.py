"""The Django project around the locator: its settings, addresses, headers, accounts, logs and counts."""
