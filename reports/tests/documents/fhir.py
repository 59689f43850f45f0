"""Reads a bundle with the models of FHIR R4 (4.0.1) and follows its references. Fails with what is wrong."""

import sys

import fhir.resources
from fhir.resources.bundle import Bundle
from fhir.resources.core.fhirabstractmodel import FHIRAbstractModel


def codes(element):
    """The models know which codes are allowed but leave it to others to look."""
    for name, field in element.__fields__.items():
        value = getattr(element, name)
        allowed = field.field_info.extra.get("enum_values")
        assert not (allowed and value) or value in allowed, f"{name} is {value}, not one of {allowed}"
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, FHIRAbstractModel):
                codes(inner)


assert fhir.resources.__fhir_version__ == "4.0.1", fhir.resources.__fhir_version__
bundle = Bundle.parse_file(sys.argv[1])
codes(bundle)
entries = bundle.entry or []
names = [entry.fullUrl for entry in entries]
assert len(set(names)) == len(names), "two entries of one name"
for entry in entries:
    for source in getattr(entry.resource, "derivedFrom", None) or []:
        found = [other for other in entries if other.fullUrl == source.reference]
        assert len(found) == 1, f"{source.reference} leads nowhere"
        assert found[0].resource.resource_type == "QuestionnaireResponse"
    # Optional in R4, and left out: whoever files the bundle says whose it is, and a figure of groups is nobody's.
    assert entry.resource.subject is None and not entry.resource.identifier
    if entry.resource.resource_type == "MeasureReport":
        assert entry.resource.reporter.reference is None and entry.resource.evaluatedResource is None
print(len(entries), "entries")
