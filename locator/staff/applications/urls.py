"""The addresses of the queue; no reference and no name stands in one."""

from django.urls import path

from . import batches, finding, listing, one, papers

urlpatterns = [
    path("", listing.listing, name="applications"),
    path("find/", finding.find, name="application_find"),
    path("person/", finding.person, name="application_person"),
    path("<int:pk>/", one.one, name="application"),
    path("<int:pk>/open/", one.opening, name="application_open"),
    path("<int:pk>/photo/", one.photo, name="application_photo"),
    path("<int:pk>/move/", one.moving, name="application_move"),
    path("<int:pk>/label/", papers.label, name="application_label"),
    path("batches/", batches.listing, name="batches"),
    path("batches/making/", batches.making, name="batch_making"),
    path("batches/posting/", batches.posting, name="batch_posting"),
    path("batches/<int:batch_id>/", batches.one, name="batch"),
    path("batches/<int:batch_id>/labels/", papers.labels, name="batch_labels"),
    path("batches/<int:batch_id>/hand-over/", papers.hand_over, name="batch_hand_over"),
    path("batches/<int:batch_id>/table/", papers.table, name="batch_table"),
    path("batches/<int:batch_id>/photos/", papers.photos, name="batch_photos"),
]
