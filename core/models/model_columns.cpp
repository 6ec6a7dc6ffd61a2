// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_columns.h"

namespace eventscope {

namespace {

Failure damaged() {
    return fail(ErrorKind::Corrupt, "What is written down about a read model makes no sense",
                "Remove it and make it again");
}

} // namespace

std::string columnsText(const std::vector<ModelColumn> &columns) {
    std::vector<Json> list;
    list.reserve(columns.size());
    for (const ModelColumn &column : columns)
        list.push_back(
            Json::object({{"name", Json::string(column.name)}, {"type", Json::string(eventscope::name(column.type))}}));
    return print(Json::array(std::move(list)));
}

Result<std::vector<ModelColumn>> parseColumns(std::string_view text) {
    const auto list = Json::parse(text);
    if (!list || !list->isArray()) return damaged();
    std::vector<ModelColumn> columns;
    for (const auto &[key, column] : list->children()) {
        const auto type = columnTypeNamed(column.member("type").token());
        if (!type) return damaged();
        columns.push_back({std::string(column.member("name").token()), *type});
    }
    return columns;
}

Result<ModelRole> parseRole(std::string_view text) {
    for (const ModelRole role : {ModelRole::Live, ModelRole::Shadow, ModelRole::Old})
        if (name(role) == text) return role;
    return damaged();
}

Result<Position> storedPosition(std::string_view text) {
    auto position = parsePosition(text);
    return position ? std::move(position) : damaged();
}

std::array<std::byte, 16> orderBytes(Position position) {
    std::array<std::byte, 16> bytes{};
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[i] = static_cast<std::byte>(position.major >> (56 - 8 * i));
        bytes[8 + i] = static_cast<std::byte>(position.minor >> (56 - 8 * i));
    }
    return bytes;
}

} // namespace eventscope
