"""The service-point locator: where a social security card matter can be done now."""
