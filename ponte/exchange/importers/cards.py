"""Service cards from a file: one line a service."""

from django.utils.translation import gettext_lazy as _

from ponte.exchange.importers import reading as read
from ponte.exchange.importers.fields import Field, kind_of
from ponte.organizations.public import check_tax_code

CARD, PLACE, CONTACT, RECORD, PROVIDER = "card", "place", "contact", "record", "provider"

KIND = kind_of(
    "service_cards",
    _("Service cards"),
    _("One line a service, with its place and contacts."),
    "card",
    Field(
        "local_id", _("Identifier in the source"), read.local_id, RECORD,
        ("id", "codice", "code", "identificativo", "codice servizio", "service id"),
        is_identifier=True,
    ),
    Field(
        "name", _("Name of the service"), read.words(150), CARD,
        ("servizio", "nome servizio", "nome", "titolo", "denominazione", "service", "title"),
        required=True,
    ),
    Field(
        "tax_code", _("Tax code of the provider"), read.identifier(check_tax_code), PROVIDER,
        ("codice fiscale", "cf", "codice fiscale ente", "codice fiscale erogatore"),
        is_identifier=True,
    ),
    Field(
        "provider_name", _("Name of the provider"), read.words(250), PROVIDER,
        ("ente", "erogatore", "organizzazione", "provider", "ente erogatore", "gestore",
         "ente gestore", "organization"),
    ),
    Field("summary", _("In one or two lines"), read.words(280), CARD, ("in breve", "sintesi", "riassunto", "descrizione breve")),
    Field("description", _("Description"), read.prose(6000), CARD, ("descrizione", "contenuti", "cosa offre", "che cosa offre")),
    Field("categories", _("Categories"), read.any_of("service_categories"), CARD, ("categoria", "categorie", "category", "tipologia"), catalogue="service_categories"),
    Field("service_type", _("Kind of help"), read.one_of("service_types"), CARD, ("tipo di servizio", "tipo servizio", "tipo di aiuto", "service type"), catalogue="service_types"),
    Field("target_groups", _("Who it is for"), read.any_of("target_groups"), CARD, ("destinatari", "target", "a chi e rivolto", "beneficiari", "utenza"), catalogue="target_groups"),
    Field("eligibility", _("Conditions to be admitted"), read.prose(2000), CARD, ("condizioni", "requisiti", "requisiti di accesso")),
    Field("min_age", _("From this age"), read.whole(150), CARD, ("eta minima", "eta da", "min age")),
    Field("max_age", _("Up to this age"), read.whole(150), CARD, ("eta massima", "eta a", "max age")),
    Field("how_to", _("What to do, step by step"), read.prose(3000), CARD, ("come fare", "come si accede", "modalita di accesso")),
    Field("delivery_modes", _("How it is given"), read.any_of("delivery_modes"), CARD, ("modalita", "modalita di erogazione", "come si usa"), catalogue="delivery_modes"),
    Field("access_modes", _("How people ask for it"), read.any_of("access_modes"), CARD, ("accesso", "come si chiede"), catalogue="access_modes"),
    Field("who_may_ask", _("Who may ask"), read.any_of("who_may_ask"), CARD, ("chi puo chiedere",), catalogue="who_may_ask"),
    Field("required_documents", _("What to bring"), read.prose(2000), CARD, ("documenti", "cosa serve", "documenti necessari")),
    Field("outcome", _("What people obtain"), read.prose(3000), CARD, ("cosa si ottiene", "esito")),
    Field("hours_note", _("Opening times"), read.prose(1000), CARD, ("orari", "orario", "orari di apertura", "hours")),
    Field("waiting_time", _("Waiting time"), read.words(120), CARD, ("tempi di attesa", "tempo di attesa")),
    Field("valid_from", _("Open from"), read.day, CARD, ("dal", "data inizio", "valido dal", "apertura dal")),
    Field("valid_to", _("Open until"), read.day, CARD, ("al", "data fine", "valido al", "apertura fino al")),
    Field("fee_kind", _("Does it cost?"), read.one_of("fee_kinds"), CARD, ("costo", "gratuito o a pagamento", "tariffa", "a pagamento"), catalogue="fee_kinds"),
    Field("fee_note", _("How much"), read.prose(1000), CARD, ("costi", "quanto costa", "nota costi", "tariffe")),
    Field("accepts_welfare_credit", _("Company welfare credit accepted"), read.yes_no, CARD, ("welfare aziendale", "credito welfare")),
    Field("conditions", _("Rules of the service"), read.prose(3000), CARD, ("regole", "condizioni di servizio")),
    Field("languages", _("Languages spoken"), read.any_of("languages"), CARD, ("lingue", "lingue parlate"), catalogue="languages"),
    Field("accessibility", _("Accessibility"), read.any_of("accessibility"), CARD, ("accessibilita",), catalogue="accessibility"),
    Field("served", _("Area covered"), read.served, CARD, ("territorio", "territorio servito", "area", "zona")),
    Field("place_name", _("Name of the place"), read.words(160), PLACE, ("sede", "luogo", "nome sede", "struttura")),
    Field("address", _("Address"), read.words(200), PLACE, ("indirizzo", "via")),
    Field("cap", _("Postal code"), read.words(5), PLACE, ("cap", "codice postale")),
    Field("municipality", _("Municipality"), read.municipality, PLACE, ("comune", "citta", "city", "town", "localita", "codice istat", "istat")),
    Field("province", _("Province (to tell municipalities apart)"), read.words(60), RECORD, ("provincia", "prov", "pr")),
    Field("phone", _("Phone"), read.phone, CONTACT, ("telefono", "tel", "recapito telefonico")),
    Field("phone2", _("Second phone"), read.phone, CONTACT, ("telefono 2", "cellulare", "altro telefono")),
    Field("email", _("E-mail"), read.email, CONTACT, ("mail", "e mail", "posta elettronica")),
    Field("website", _("Website"), read.website, CONTACT, ("sito", "sito web", "web", "url")),
)  # fmt: skip
