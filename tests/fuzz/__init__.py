"""Bytes made up by a fuzzer that watches which code they reach, for everything that reads files.

``python -m tests.fuzz outlets -max_total_time=60`` runs one target; ``make test-long`` runs all of them.
"""
