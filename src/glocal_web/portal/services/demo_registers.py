"""The registers of the worked example: a portfolio file goes to the territory it is named after."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from glocal.loading.portfolio import read_portfolio
from glocal_web.portal.models import Person, RoleKind, Territory
from glocal_web.portal.selectors.register_files import register_files
from glocal_web.portal.selectors.register_plan import register_plan
from glocal_web.portal.services.demo_rows import DemoRows
from glocal_web.portal.services.register_import import write_plan


def write_registers(written: DemoRows, files: Iterable[Path]) -> None:
    """Write the policies of every territory that has a file, those above before those below.

    A file may hold a policy of a partner too, which goes to the partner's register. A file of
    another name puts several territories together and has nothing of its own. Raises
    ``PortfolioError`` with every mistake in a file.
    """
    named = {path.stem: path for path in files}
    for slug in written.territories:
        if slug in named:
            loaded = read_portfolio(named[slug])
            homes = (slug, *(one.territory for one in loaded.own.policies.values()))
            for home in dict.fromkeys(homes):
                territory = written.territories[home]
                plan = register_plan(register_files(territory), loaded)
                if home != slug:
                    # Agreements name no territory: they belong to whoever the file is of.
                    plan = replace(plan, agreements=())
                if not plan.is_empty:
                    write_plan(_keeper(written, territory), territory, plan)


def _keeper(written: DemoRows, territory: Territory) -> Person:
    """Who has entered it, as far as the example says: a coordinator, or the first of its people."""
    found = Person.objects.filter(
        roles__territory=territory, roles__kind=RoleKind.COORDINATOR
    ).first()
    return found or next(iter(written.people.values()))
