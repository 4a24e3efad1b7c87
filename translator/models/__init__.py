"""Model packages: what is installed, what can be had, and how it gets here safely."""

from translator.models.package import Inventory, Origin, Package, inventory, read_package

__all__ = ["Inventory", "Origin", "Package", "inventory", "read_package"]
