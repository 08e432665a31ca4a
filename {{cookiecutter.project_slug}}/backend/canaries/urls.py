"""The service's addresses and the harness's."""

from django.urls import path

from canaries import views
from config.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    *urlpatterns,
    path("canaries/places/", views.list_places),
    path("canaries/plant/<int:number>/<int:kind>/", views.plant),
    path("canaries/take/<path:anything>", views.take),
    path("canaries/take/", views.take),
    path("canaries/drf/", views.ValidationView.as_view()),
]
