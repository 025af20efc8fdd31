# ruff: noqa: D101 - the fields of a shape speak for it
"""The shapes of what is sent about an application and of what is answered, for the definition alone."""

from __future__ import annotations

from django.conf import settings
from rest_framework.serializers import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    FileField,
    FloatField,
    IntegerField,
    ListField,
    Serializer,
)

from locator.api.shapes import Named, one_of
from locator.applications.consents import CONSENT_VERSION
from locator.applications.rules import REISSUE_REASONS, RELATIONS
from locator.models import DocumentKind, MailApplication, Sex, State


class Telephone(Serializer):
    phone = CharField(help_text="A mobile number of the mainland.")
    token = CharField(required=False, help_text="To have another code sent for a token that there is.")


class CodeSent(Serializer):
    token = CharField(help_text="To be kept secret: it stands for the telephone, once that is proved.")
    expires_in = IntegerField(help_text="So many seconds the code holds.")


class Code(Serializer):
    token = CharField()
    phone = CharField()
    code = CharField(help_text="Six digits.")


class Proved(Serializer):
    proved = BooleanField()


class PhotoForm(Serializer):
    photo = FileField(help_text="JPEG or PNG, up to 10 MB: bareheaded, before a white wall.")
    left = FloatField(
        required=False, help_text="Where the part that is kept begins, as a share of the width."
    )
    top = FloatField(required=False, help_text="The same for its upper edge, as a share of the height.")
    width = FloatField(required=False, help_text="How wide it is; its height follows.")


class PhotoKept(Serializer):
    width = IntegerField()
    height = IntegerField()
    bytes = IntegerField()


class Consents(Serializer):
    notice = CharField(help_text=f"The version of the text that was shown and agreed to: {CONSENT_VERSION}.")
    bank = CharField(help_text="The same, for handing the data to the bank that is chosen, by its name.")
    courier = CharField(help_text="The same, for handing name, telephone and address to EMS.")
    child = CharField(
        required=False,
        help_text=f"The same, of the guardian of a child younger than {settings.CHILD_DATA_BELOW_AGE}.",
    )


class Application(Serializer):
    token = CharField()
    kind = one_of(MailApplication.Kind.values)
    reissue_reason = one_of(REISSUE_REASONS, required=False, help_text="Where kind is reissue.")
    bank = CharField(help_text="The code of a bank that takes applications by post.")
    name = CharField(help_text="As in the document.")
    document = one_of(DocumentKind.values)
    number = CharField()
    valid_until = DateField(allow_null=True, help_text="Null: valid without end (长期).")
    born = DateField(required=False, help_text="May be left out where the number holds it.")
    sex = one_of(Sex.values, required=False, help_text="May be left out where the number holds it.")
    phone = CharField(help_text="The one that was proved.")
    guardian_name = CharField(
        required=False, help_text=f"This and the next four for children under {settings.GUARDIAN_BELOW_AGE}."
    )
    guardian_document = one_of(DocumentKind.values, required=False)
    guardian_number = CharField(required=False)
    guardian_relation = one_of(RELATIONS, required=False)
    guardian_phone = CharField(required=False)
    recipient = CharField()
    recipient_phone = CharField()
    province = CharField()
    city = CharField()
    district = CharField()
    address = CharField(help_text="Street, building and door.")
    consents = Consents()


class Receipt(Serializer):
    reference = CharField()
    spelled = CharField(help_text="The same in two groups, as it is read out.")
    state = one_of(State.values)
    next = CharField(help_text="One sentence on what comes next.")
    promised = DateField(help_text="The day by which the card is to be in the post.")


class Secrets(Serializer):
    reference = CharField()
    secret = CharField(help_text="The last four signs of the document’s number, or of the telephone’s.")


class ApplicationStep(Serializer):
    at = DateTimeField()
    action = CharField(help_text="For programs: the state that was reached, or what the applicant did.")
    text = CharField()


class ApplicationStanding(Serializer):
    reference = CharField()
    spelled = CharField()
    bank = Named()
    state = one_of(State.values)
    since = DateTimeField()
    next = CharField()
    promised = DateField(
        allow_null=True, help_text="Null once the card is in the post, or the end is reached."
    )
    correct_until = DateField(
        allow_null=True, help_text="The last day for a correction, where one was asked for; then it ends."
    )
    reasons = ListField(child=CharField(), help_text="Why it is to be corrected or was not accepted.")
    ems_number = CharField(allow_null=True, help_text="The number of the parcel, once it is posted.")
    steps = ApplicationStep(many=True)
