"""The directory that a device keeps: whole without a network, and with nothing personal in it."""
