"""A bare window with one line edit: what starting costs at least."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from tests.benchmarks.first_frame import FirstFrame

application = QApplication(["bare"])
window = QMainWindow()
window.setCentralWidget(QLineEdit())
window.resize(1280, 800)
window.show()
frame = FirstFrame(window.windowHandle())
sys.exit(application.exec())
