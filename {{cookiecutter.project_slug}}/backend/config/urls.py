"""Every address that Django answers."""

from django.contrib import admin
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from config import health

handler500 = "config.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", admin.site.urls),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/sentry-check/", include("sentry_check.urls")),
    path("api/", include("patients.urls")),
]
# The admin's styles in DEBUG; elsewhere the web server in front has them, and this adds nothing.
urlpatterns += staticfiles_urlpatterns()
