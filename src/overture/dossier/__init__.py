"""The dossier language: reading with positions, mistakes, edits, and the immutable `Dossier`."""

from overture.dossier.dossier import DO_NOTHING, Dossier
from overture.dossier.entries import Edit
from overture.dossier.names import names_of
from overture.dossier.opening import load, read
from overture.files.diagnostics import Diagnostic, DossierError

__all__ = ["DO_NOTHING", "Diagnostic", "Dossier", "DossierError", "Edit", "load", "names_of", "read"]
