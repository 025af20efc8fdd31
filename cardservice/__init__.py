"""The Django project around the locator: settings, addresses, headers and accounts."""
