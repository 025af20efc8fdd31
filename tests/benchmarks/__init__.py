"""Measurements, printed and not asserted: a busy machine must not fail the tests."""
