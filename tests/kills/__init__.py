"""Processes that are killed at any moment, and the audit that follows each kill: nothing may be half done."""
