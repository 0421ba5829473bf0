"""Settings that every test shares: how hard the property tests look for counter-examples."""

import os

from hypothesis import HealthCheck, settings

# "dev" is quick; "ci" looks further and, having one seed, gives the same result on each machine.
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
