"""The catalogue's tables, its fictional sample, its checks and its guides."""
