"""The residents' side: pages that need no account, no cookie and no script."""
