"""The service's addresses, one that fails, and one that tells what the worker has used."""

from bench_views import FailingPatients, cpu
from django.urls import path

from config.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    *urlpatterns,
    path("bench/failing/<uuid:pk>/", FailingPatients.as_view({"get": "retrieve"})),
    path("bench/cpu/", cpu),
]
