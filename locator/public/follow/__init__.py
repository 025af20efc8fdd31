"""Following an application: by its reference and a second secret, without an account."""
