"""The service's addresses, and one per way to fail."""

from django.urls import path

from config.urls import handler500, urlpatterns
from failures import api, views

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    *urlpatterns,
    path("failures/api/<slug:way>/", api.FailingView.as_view()),
    path("failures/signed-in/", api.SignedInView.as_view()),
    path("failures/signed-in/queue/", api.SignedInQueueView.as_view()),
    path("failures/asynchronous/", views.fail_asynchronously),
    path("failures/<slug:way>/", views.fail),
]
