"""Gunicorn reads this by itself. There is no access log: paths hold patients' ids."""

import os

bind = f"127.0.0.1:{os.environ.get('API_PORT') or 8000}"
workers = 2
threads = 4
accesslog = None
# Its socket would lie in the user's home, shared by all services.
control_socket_disable = True
