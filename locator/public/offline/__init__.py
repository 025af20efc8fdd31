"""The directory that a device keeps: installable, whole without a network, and with nothing personal in it."""
