from django.db import migrations, models

import glocal_web.portal.models.finding
from glocal_web.portal.models.finding import random_key


def draw_keys(apps, schema_editor):
    """Findings that were numbered one after the other get keys that say nothing.

    The old addresses then lead nowhere, as they should: a gap among them told of a finding that
    few may see.
    """
    records = apps.get_model("portal", "FindingRecord").objects
    events = apps.get_model("portal", "FindingEvent").objects
    for old in list(records.order_by("pk").values_list("pk", flat=True)):
        new = random_key()
        records.filter(pk=old).update(id=new)
        events.filter(record_id=old).update(record_id=new)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0004_findings"),
    ]

    operations = [
        migrations.AddField(
            model_name="territory",
            name="parent_consent",
            field=models.CharField(
                choices=[
                    ("agreed", "Agreed"),
                    ("asked", "Not answered yet"),
                    ("declined", "Declined"),
                ],
                default="agreed",
                max_length=10,
            ),
        ),
        migrations.AlterModelOptions(
            name="findingrecord",
            options={"ordering": ("-appeared_at", "finding")},
        ),
        migrations.AlterField(
            model_name="findingrecord",
            name="id",
            field=models.BigIntegerField(
                default=glocal_web.portal.models.finding.random_key,
                editable=False,
                primary_key=True,
                serialize=False,
            ),
        ),
        # Last, since PostgreSQL alters no table whose rows the same transaction has just changed.
        migrations.RunPython(draw_keys, migrations.RunPython.noop),
    ]
