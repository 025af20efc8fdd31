"""How gunicorn serves the site: ``gunicorn -c python:cardservice.gunicorn cardservice.wsgi``."""

# Each worker holds the catalogue and the gazetteer; threads wait for the network, not for each other.
workers = 2
worker_class = "gthread"
threads = 4
# No access log: a proxy writes one if the operator wants it, and addresses of people are not kept twice.
accesslog = None
# Nothing here is steered while it runs, so there is no socket to guard.
control_socket_disable = True
