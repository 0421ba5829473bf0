"""What people were told to look at, how they want to be told, and how much is unread."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0008_matrix_use'),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='notice_choice', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('rhythms', models.JSONField(blank=True, default=dict)),
                ('daily_on', models.DateField(blank=True, null=True)),
                ('weekly_on', models.DateField(blank=True, null=True)),
                ('calendar_hash', models.CharField(blank=True, max_length=64, null=True, unique=True)),
            ],
        ),
        migrations.AddField(
            model_name='person',
            name='unread_notices',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('answers-due', 'Questions you were asked to answer, near their date'), ('sent-back', 'Answers that were sent back'), ('reviews', 'Answers that wait for your review'), ('evidence-aged', 'Evidence that has grown old'), ('actions-due', 'Your actions, near their date'), ('decisions-expire', 'Accepted findings whose time runs out'), ('ratings-asked', 'Interactions that you are invited to rate')], max_length=20)),
                ('key', models.CharField(max_length=120)),
                ('first_seen', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('letter_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='one_notice_a_person_and_key')],
            },
        ),
    ]
