"""What an ASGI server serves."""

from django.core.asgi import get_asgi_application

from config.start import load_settings
from observability.asgi import flushing

load_settings()
application = flushing(get_asgi_application())
