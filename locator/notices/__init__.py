"""Messages that leave the machine: an outbox, written with the change that they tell of."""
