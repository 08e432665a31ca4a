"""What an ASGI server serves."""

from django.core.asgi import get_asgi_application

from config.start import load_settings

load_settings()
application = get_asgi_application()
