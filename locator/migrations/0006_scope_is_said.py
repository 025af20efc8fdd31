"""Say which clerks keep the whole bank; until now it was concluded from a list of outlets that was empty."""

from django.db import migrations, models


def say_it(apps, schema_editor):
    using = schema_editor.connection.alias
    for name in ("StaffMember", "Invitation"):
        rows = apps.get_model("locator", name).objects.using(using)
        rows.filter(outlets=None).update(whole_bank=True)


class Migration(migrations.Migration):
    dependencies = [("locator", "0005_batches")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="whole_bank",
            field=models.BooleanField(default=False, verbose_name="All outlets of the bank"),
        ),
        migrations.AddField(
            model_name="staffmember",
            name="whole_bank",
            field=models.BooleanField(
                default=False,
                help_text="A clerk without this keeps the outlets that are named, and no others.",
                verbose_name="All outlets of the bank",
            ),
        ),
        migrations.RunPython(say_it, migrations.RunPython.noop, elidable=True),
    ]
