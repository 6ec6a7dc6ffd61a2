// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/copied_bytes.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <utility>

namespace eventscope::ui {

namespace {
const QString kText = QStringLiteral("text/plain");
const QString kBytes = QStringLiteral("application/octet-stream");
} // namespace

CopiedBytes::~CopiedBytes() {
    // The clipboard may outlive every store and its workers.
    if (QCoreApplication::instance())
        QThreadPool::globalInstance()->start([kept = std::exchange(m_make, nullptr)]() mutable { kept = nullptr; });
}

QStringList CopiedBytes::formats() const { return {kText, kBytes}; }

QVariant CopiedBytes::retrieveData(const QString &format, QMetaType type) const {
    if (format == kBytes) return m_make();
    if (format != kText) return QMimeData::retrieveData(format, type);
    const QByteArray bytes = m_make();
    return type.id() == QMetaType::QByteArray ? QVariant(bytes) : QVariant(QString::fromUtf8(bytes));
}

} // namespace eventscope::ui
