"""What machines read of a page: schema.org data."""

from ponte.directory.models import Enterprise, ServiceCard


def card_data(card: ServiceCard, context: dict) -> dict:
    """A service, with the properties that the validator of municipal sites looks for."""
    shown = context["card"]
    operator = {"@type": "Organization", "name": shown["organization"]["name"]}
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if card.origin == "imported" else "Service",
        "@id": context["address"],
        "url": context["address"],
        "name": shown["name"],
        "description": shown["summary"] or shown["description"],
        "inLanguage": card.language,
        "serviceType": [topic["label"] for topic in shown["topics"]] or shown["service_type"],
        "provider": operator,
        "serviceOperator": operator,
        "areaServed": shown["served"] or [place["town"] for place in shown["places_of_service"]],
        "audience": [
            {"@type": "Audience", "audienceType": str(group)} for group in shown["target_groups"]
        ],
        "availableChannel": _channels(shown, context["address"]),
    }
    if card.fee_kind == "free":
        data["isAccessibleForFree"] = True
    return {name: value for name, value in data.items() if value}


def _channels(shown: dict, address: str) -> list[dict]:
    channels = [
        {
            "@type": "ServiceChannel",
            "serviceLocation": {
                "@type": "Place",
                "name": place["name"],
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": place["address"],
                    "addressLocality": place["town"],
                    "addressCountry": "IT",
                },
            },
        }
        for place in shown["places_of_service"]
    ]
    for contact in shown["contacts"]:
        if contact["url"].startswith("tel:"):
            phone = {"@type": "ContactPoint", "telephone": contact["text"]}
            channels.append({"@type": "ServiceChannel", "servicePhone": phone})
        elif contact["url"].startswith("http"):
            channels.append({"@type": "ServiceChannel", "serviceUrl": contact["url"]})
    return channels or [{"@type": "ServiceChannel", "serviceUrl": address}]


def enterprise_data(profile: Enterprise, context: dict) -> dict:
    """An organization and what it offers."""
    shown = context["enterprise"]
    data = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness" if shown["places"] else "Organization",
        "@id": context["address"],
        "url": context["address"],
        "name": shown["name"],
        "description": shown["tagline"] or shown["description"],
        "slogan": shown["tagline"],
        "areaServed": shown["served"],
        "telephone": _first(shown, "tel:"),
        "email": _first(shown, "mailto:"),
        "sameAs": _first(shown, "http"),
        "makesOffer": [_offered(offer) for offer in shown["offers"]],
    }
    if shown["places"]:
        place = shown["places"][0]
        data["address"] = {
            "@type": "PostalAddress",
            "streetAddress": place["address"],
            "addressLocality": place["town"],
            "addressCountry": "IT",
        }
    return {name: value for name, value in data.items() if value}


def _first(shown: dict, scheme: str) -> str:
    found = (way["text"] for way in shown["contacts"] if way["url"].startswith(scheme))
    return next(found, "")


def _offered(offer: dict) -> dict:
    item = {"@type": "Service", "name": offer["name"], "description": offer["text"]}
    return {"@type": "Offer", "itemOffered": {key: text for key, text in item.items() if text}}
