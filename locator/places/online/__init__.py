"""The third rung of the ladder: geocoders of others, asked for what is not known here."""
