"""The service's addresses, and one that fails."""

from bench_views import FailingPatients
from django.urls import path

from config.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [*urlpatterns, path("bench/failing/<uuid:pk>/", FailingPatients.as_view({"get": "retrieve"}))]
