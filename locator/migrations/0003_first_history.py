"""Write down how every row stands today, so that the first change after this has something before it."""

from django.db import migrations
from django.utils import timezone

WITH_HISTORY = (
    "Bank", "Outlet", "Offer", "HoursException", "CalendarYear", "CalendarDay", "Place",
)
BATCH = 500


def write_down(apps, schema_editor):
    using = schema_editor.connection.alias
    now = timezone.now()
    for name in WITH_HISTORY:
        model = apps.get_model("locator", name)
        history = apps.get_model("locator", f"Historical{name}")
        fields = [field.attname for field in model._meta.concrete_fields]
        rows = []
        for values in model.objects.using(using).values(*fields).iterator(chunk_size=BATCH):
            rows.append(history(history_date=now, history_type="+", **values))
            if len(rows) == BATCH:
                history.objects.using(using).bulk_create(rows)
                rows = []
        history.objects.using(using).bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("locator", "0002_staff")]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
