"""Reading and writing the catalogue: tables, the fictional sample, data quality, service guides."""
