"""The places that staff keep: added, named, corrected, merged."""
