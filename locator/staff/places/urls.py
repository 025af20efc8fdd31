"""The addresses of the places; one of the tables is named by its key, one of the staff's by its number."""

from django.urls import path

from . import adding, changing, listing, merging, one, sketch

urlpatterns = [
    path("", listing.listing, name="places"),
    path("new/", adding.add, name="place_new"),
    path("doubles/", merging.doubles, name="place_doubles"),
    path("merge/", merging.merge, name="place_merge"),
    path("sketch.svg", sketch.picture, name="place_sketch"),
    path("<int:pk>/", one.one, name="place"),
    path("<int:pk>/names/", changing.names, name="place_names"),
    path("<int:pk>/correct/", changing.correct, name="place_correct"),
    path("<int:pk>/retire/", changing.retire, name="place_retire"),
    path("known/<str:key>/", one.one, name="place"),
    path("known/<str:key>/names/", changing.names, name="place_names"),
    path("known/<str:key>/correct/", changing.correct, name="place_correct"),
    path("known/<str:key>/retire/", changing.retire, name="place_retire"),
]
