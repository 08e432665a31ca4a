"""Addresses below /api/sentry-check/."""

from django.urls import path

from sentry_check import views

urlpatterns = [
    path("django/", views.django_view, name="sentry-check-django"),
    path("drf/", views.DrfView.as_view(), name="sentry-check-drf"),
    path("celery/", views.CeleryView.as_view(), name="sentry-check-celery"),
]
