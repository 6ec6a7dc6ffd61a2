// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/payload_cell.h"

#include "core/event/filter/filter_clause.h"
#include "core/event/filter/filter_text.h"
#include "ui/widgets/protected_text.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>

namespace eventscope::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(eventscope::ui::PayloadCell)

  public:
    static QString of(Json::Kind kind, std::size_t children) {
        if (kind == Json::Kind::Array) return tr("%Ln element(s)", nullptr, static_cast<int>(children));
        return tr("%Ln member(s)", nullptr, static_cast<int>(children));
    }
};

bool isWord(Json::Kind kind) { return kind == Json::Kind::Array || kind == Json::Kind::Object; }

} // namespace

QString cellText(const PayloadValue &value) {
    if (!value.kind) return QStringLiteral("\u2014");
    if (!value.state.empty()) return protectedText(value.state);
    if (isWord(*value.kind)) return Words::of(*value.kind, value.children);
    if (*value.kind == Json::Kind::String && value.text.empty()) return QStringLiteral("\"\"");
    const QString text = safeText(value.text);
    return value.isWhole ? text : text + QChar(0x2026);
}

QString cellExact(const PayloadValue &value) {
    if (!value.kind) return {};
    if (!value.state.empty()) return protectedText(value.state);
    if (isWord(*value.kind)) return Words::of(*value.kind, value.children);
    const QString text = exactText(value.text);
    return value.isWhole ? text : text + QChar(0x2026);
}

QString cellFilter(const PayloadPath &path, const PayloadValue &value) {
    if (!value.kind) return QString::fromStdString(filterNot("exists " + path.name));
    const bool isThereOnly = isWord(*value.kind) || !value.isWhole;
    if (isThereOnly) return QString::fromStdString("exists " + path.name);
    const Json scalar = *value.kind == Json::Kind::String   ? Json::string(value.text)
                        : *value.kind == Json::Kind::Number ? Json::number(value.text)
                        : *value.kind == Json::Kind::Null   ? Json()
                                                            : Json::boolean(*value.kind == Json::Kind::True);
    return QString::fromStdString(filterClause(path.name, scalar));
}

} // namespace eventscope::ui
