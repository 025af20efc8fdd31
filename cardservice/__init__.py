"""The Django project around the locator: settings, addresses, headers, accounts, what is logged and probed."""
