"""The queue: applications by post, from the clerk who takes one on to the parcel."""
