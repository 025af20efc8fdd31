"""The catalogue as files that anybody may take: made from the snapshot, without a request."""
