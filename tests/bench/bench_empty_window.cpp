// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long an empty main window takes to its first painting, with the libraries that our window links.
#include <QApplication>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QPaintEvent>
#include <QSvgRenderer>
#include <QTimer>

#include <cstdio>

namespace {

class Window final : public QMainWindow {
  protected:
    void paintEvent(QPaintEvent *event) override {
        QMainWindow::paintEvent(event);
        QTimer::singleShot(0, qApp, &QCoreApplication::quit);
    }
};

} // namespace

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    const QSvgRenderer linked;
    Window window;
    window.resize(1280, 800);
    window.show();
    const int code = QApplication::exec();
    std::puts("{\"checksum\":\"painted\"}");
    return code;
}
