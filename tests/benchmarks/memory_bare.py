"""Prints the memory of a bare window in a process that has imported what we depend on, in KiB."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from tests.benchmarks.memory import memory_kib

# The modules our own code names, as `import pydantic` or `import cryptography` alone load next to nothing.
DEPENDED_ON = (
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.argon2",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "filelock",
    "pydantic.main",
    "sqlalchemy.dialects.sqlite",
    "sqlcipher3.dbapi2",
    "zxcvbn",
)

for name in DEPENDED_ON:
    import_module(name)
application = QApplication(["bare"])
window = QMainWindow()
window.setCentralWidget(QLineEdit())
window.resize(1280, 800)
window.show()
QTest.qWait(300)
QCoreApplication.processEvents()
print(memory_kib(), flush=True)
