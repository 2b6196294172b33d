"""A contract that import-linter does not bring along: some modules import nothing but the standard library."""

import sys
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class StandardLibraryOnly(Contract):
    """The packages in `modules` import themselves, one another and the standard library."""

    type_name = "standard_library_only"

    modules = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Keep the contract when nothing foreign is imported directly: what is imported so is bound by it too."""
        packages = cast(list[str], self.modules)  # the field, once read
        inside = {name for package in packages for name in (package, *graph.find_descendants(package))}
        foreign = [
            f"{importer} imports {imported}"
            for importer in sorted(inside)
            for imported in sorted(graph.find_modules_directly_imported_by(importer) - inside)
            if imported.partition(".")[0] not in sys.stdlib_module_names
        ]
        return ContractCheck(kept=not foreign, metadata={"foreign": foreign})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each import that goes outside."""
        for line in check.metadata["foreign"]:
            output.print_error(line)
