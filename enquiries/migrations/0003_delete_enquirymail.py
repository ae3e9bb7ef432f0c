from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0002_move_mail_to_the_outbox")]

    operations = [migrations.DeleteModel(name="EnquiryMail")]
