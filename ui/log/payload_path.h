// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/json/pointer.h"

#include <QMetaType>

#include <cstdint>
#include <optional>
#include <string>

namespace eventscope::ui {

/// A place in the payload or the metadata of every event.
struct PayloadPath {
    enum class Root : std::uint8_t { Data, Metadata };
    Root root = Root::Data;
    Pointer pointer;
    std::string name; ///< as a filter writes it: data.items[0].sku
    bool operator==(const PayloadPath &other) const { return root == other.root && pointer == other.pointer; }
};

/// What stands at such a place in one event, as far as a cell shows it.
struct PayloadValue {
    static constexpr std::size_t kBytesMax = 512;

    std::optional<Json::Kind> kind; ///< nothing: there is no such value, or the payload cannot be read
    std::string text;               ///< Json::token(), of which at most kBytesMax bytes are kept
    std::size_t children = 0;       ///< of an array or object
    std::string state;              ///< of a protected value that is not clear, see protectedState(); else empty
    bool isWhole = true;            ///< nothing of the text was left out
};

/// REQUIRES: a document that could be read.
[[nodiscard]] PayloadValue payloadValue(const Json &document, const Pointer &pointer);

} // namespace eventscope::ui

Q_DECLARE_METATYPE(eventscope::ui::PayloadPath)
