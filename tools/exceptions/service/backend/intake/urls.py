"""The service's addresses and the intake desk's."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.urls import handler500, urlpatterns
from intake import api, charts, ledger, tasks

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    *urlpatterns,
    path("intake/charts/<int:number>/", charts.open_chart, name="chart"),
    *(
        path(f"intake/{address}/", csrf_exempt(view))
        for address, view in {
            "prepare": charts.prepare,
            "charts/open": charts.open_chart,
            "charts/family": charts.find_by_family,
            "charts/status": charts.change_status,
            "charts/register": charts.register,
            "charts/letter": charts.write_letter,
            "charts/link": charts.link_to_chart,
            "charts/new": charts.RegisterView.as_view(),
            "charts/scan": charts.store_scan,
            "charts/merge": charts.merge,
            "ledger/add": ledger.add_patient,
            "ledger/book": ledger.book,
            "ledger/import": ledger.import_row,
            "ledger/born": ledger.born_on,
            "ledger/correct": ledger.correct_number,
            "ledger/archive": ledger.look_into_archive,
            "api/referral": api.Referral.as_view(),
            "api/callback": api.Callback.as_view(),
            "api/result": api.LabResult.as_view(),
            "api/arrival": api.Arrival.as_view(),
            "api/next": api.Neighbours.as_view(),
            "api/walk-in": api.WalkIn.as_view(),
        }.items()
    ),
    path("intake/tasks/<slug:task>/", csrf_exempt(tasks.queue)),
]
