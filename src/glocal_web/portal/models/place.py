"""Places of the gazetteer, the names they are found by, and which data files are loaded.

The rows come from `portal/data/gazetteer.tsv.gz`; nobody edits them in the site.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

# GeoNames asks for this where its data is shown (CC BY 4.0).
GEONAMES_ATTRIBUTION = "GeoNames"
GEONAMES_URL = "https://www.geonames.org/"
GEONAMES_LICENCE = "CC BY 4.0"
GEONAMES_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

LONGEST_KEY = 200


class PlaceFeature(models.TextChoices):
    """What kind of place it is."""

    CITY = "city", _("City or town")
    DIVISION = "division", _("Region, province or state")


class Place(models.Model):
    """A town or a first-level division, with its GeoNames id.

    Coordinates are degrees (WGS 84); those of a division say where its people live, not the middle
    of its outline. The population of a division is not known.
    """

    geonames_id = models.PositiveBigIntegerField(_("GeoNames id"), primary_key=True)
    feature = models.CharField(_("kind of place"), max_length=10, choices=PlaceFeature.choices)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, db_index=True)
    division = models.ForeignKey(
        "self",
        verbose_name=_("region, province or state"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="places",
    )
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    population = models.PositiveBigIntegerField(_("population"), null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """One key under which a place is found, with the name it stands for.

    A name has several keys (see `search_key.lookup_keys`): `is_whole` marks those of the whole
    name, `is_first` those of the name that is shown for the place. The country is copied from the
    place and `weight` orders equals (see `services.load_places`), so that a search reads one table.
    """

    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="names"
    )
    name = models.CharField(_("name"), max_length=200)
    # Indexed on its own too: on PostgreSQL only such an index serves `LIKE 'cair%'`.
    key = models.CharField(_("search key"), max_length=LONGEST_KEY, db_index=True)
    is_whole = models.BooleanField(_("key of the whole name"))
    is_first = models.BooleanField(_("key of the name shown"))
    country = models.CharField(_("country"), max_length=2)
    weight = models.PositiveBigIntegerField(_("weight"))

    class Meta:
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of places")

    def __str__(self) -> str:
        return self.name


class DataFile(models.Model):
    """A shipped data file that was loaded into the database, with the hash of what was loaded."""

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    sha256 = models.CharField(_("hash"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("data file")
        verbose_name_plural = _("data files")

    def __str__(self) -> str:
        return self.name
