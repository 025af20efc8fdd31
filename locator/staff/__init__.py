"""The pages with which bank staff and administrators keep the catalogue true."""
