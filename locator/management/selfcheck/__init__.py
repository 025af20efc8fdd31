"""What ``manage.py selfcheck`` looks at: searches, pages, and what the machine and the settings hold."""
