"""Addresses below /api/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from patients.session import SessionView
from patients.views import AppointmentViewSet, DoctorList, PatientViewSet

router = SimpleRouter()
router.register("patients", PatientViewSet)
router.register("appointments", AppointmentViewSet)

urlpatterns = [
    path("session/", SessionView.as_view(), name="session"),
    path("doctors/", DoctorList.as_view(), name="doctors"),
    *router.urls,
]
