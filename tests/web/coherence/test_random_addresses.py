"""Addresses of findings and their order say nothing of those that few may see."""

import re
from dataclasses import replace
from itertools import pairwise
from random import Random

from django.test import Client

from glocal_web.portal.models import FindingRecord
from glocal_web.portal.permissions import ALLOWED, FROM_ABOVE, STEWARD, Deed
from tests.cast import Cast, sign_in
from tests.web.coherence.conftest import Found
from tests.web.coherence.making import DETERRED, EXCLUDED, written

# As the rules find them, rule by rule: two that few may see between those for everybody.
ROW = [
    replace(EXCLUDED, id="c2a"),
    replace(EXCLUDED, id="c2b"),
    replace(DETERRED, id="c3a"),
    replace(DETERRED, id="c3b"),
    replace(EXCLUDED, id="c4a", rule="C4"),
]


def test_the_keys_of_findings_found_together_are_no_row_of_numbers(cast: Cast) -> None:
    keys = [one.pk for one in written(cast.territory, *ROW)]
    steps = [later - earlier for earlier, later in pairwise(keys)]
    assert min(map(abs, steps)) > 1000
    assert {len(str(key)) for key in keys} == {15}


def test_keys_are_drawn_anew_each_time(cast: Cast) -> None:
    first = [one.pk for one in written(cast.territory, *ROW)]
    FindingRecord.objects.all().delete()
    second = [one.pk for one in written(cast.territory, *ROW)]
    assert not set(first) & set(second)


def test_the_list_has_the_same_order_whatever_keys_were_drawn(client: Client, found: Found) -> None:
    written(found.cast.territory, *ROW)
    sign_in(client, found.cast.contributor)
    orders = []
    for seed in range(4):
        rows = list(FindingRecord.objects.all())
        FindingRecord.objects.all().delete()
        for key, one in enumerate(Random(seed).sample(rows, len(rows)), start=10**14):
            one.pk = key
            one.save(force_insert=True)
        page = client.get(f"{found.page}?state=all").content.decode()
        keys = [int(key) for key in re.findall(r'href="/findings/(\d+)/"', page)]
        named = dict(FindingRecord.objects.values_list("pk", "finding"))
        orders.append([named[key] for key in dict.fromkeys(keys)])
    assert len(orders[0]) == 5
    assert orders == orders[:1] * 4


def test_who_reads_the_log_with_the_names_of_findings_may_see_them() -> None:
    for deeds in (*ALLOWED.values(), STEWARD):
        assert Deed.MANAGE not in deeds or Deed.SEE_RESTRICTED in deeds
    assert not any(Deed.MANAGE in deeds for deeds in FROM_ABOVE.values())
