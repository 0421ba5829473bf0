"""Addresses of what there is to read of a matrix of interactions."""

from django.urls import path

from glocal_web.portal.urls.interactions import ONE
from glocal_web.portal.views import interaction_reading

urlpatterns = [
    path(f"{ONE}pairs/", interaction_reading.picture, name="matrix-picture"),
    # Without a slash at its end: the picture of sixty items has 3,540 such links.
    path(f"{ONE}pairs/<key:source>-<key:target>", interaction_reading.pair, name="matrix-pair"),
    path(f"{ONE}items/<key:number>/", interaction_reading.item, name="matrix-item"),
    path(f"{ONE}influence/", interaction_reading.influence, name="matrix-influence"),
    path(f"{ONE}synergies/", interaction_reading.synergies, name="matrix-synergies"),
    path(f"{ONE}ways/", interaction_reading.ways, name="matrix-ways"),
    path(f"{ONE}agreement/", interaction_reading.agreement, name="matrix-agreement"),
    path(f"{ONE}what-if/", interaction_reading.scenario, name="matrix-what-if"),
]
