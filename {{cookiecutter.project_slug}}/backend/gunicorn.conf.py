"""Gunicorn reads this by itself. Its own access log has paths; ours, `access`, has routes."""

import os

bind = f"127.0.0.1:{os.environ.get('API_PORT') or 8000}"
workers = 2
threads = 4
# Longer than the web app's server keeps an idle connection (4 s): else it may send a request on one
# that was closed here in the same moment, and the request is lost.
keepalive = 30  # seconds
accesslog = None
# Its socket would lie in the user's home, shared by all services.
control_socket_disable = True
