// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/value_text.h"

#include "core/json/print_start.h"
#include "ui/widgets/protected_text.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>

namespace eventscope::ui {

namespace {

constexpr std::size_t kCellBytesMax = 400;

} // namespace

QString valueText(const Json &value) {
    if (value.isString()) return beginningOf(value.token(), kCellBytesMax);
    if (const auto state = protectedText(value)) return *state;
    return beginningOf(printStart(value, kCellBytesMax + 1), kCellBytesMax);
}

/// Names may be megabytes long.
QString pathText(const Pointer &path) {
    if (path.isRoot()) return QCoreApplication::translate("StreamPage", "(the whole state)");
    std::vector<std::string> tokens;
    std::size_t bytes = 0;
    for (const std::string &token : path.tokens()) {
        tokens.push_back(token.substr(0, kCellBytesMax + 1));
        bytes += tokens.back().size() + 1;
        if (bytes > kCellBytesMax) break;
    }
    return beginningOf(Pointer(std::move(tokens)).text(), kCellBytesMax);
}

} // namespace eventscope::ui
