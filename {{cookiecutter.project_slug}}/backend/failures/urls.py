"""The service's addresses, and one per way to fail."""

from django.urls import path

from config.urls import handler500, urlpatterns
from failures import views

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    *urlpatterns,
    path("failures/<slug:way>/", views.fail),
]
