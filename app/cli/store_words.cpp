// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/store_words.h"

#include <algorithm>
#include <vector>

namespace eventscope::cli {

Json evidenceOf(const ReadOnlyEvidence &readOnly) {
    std::vector<Json> evidence;
    for (const Evidence &one : readOnly.evidence) {
        evidence.push_back(Json::object({{"rung", Json::string(one.rung)},
                                         {"statement", Json::string(one.statement)},
                                         {"holds", Json::boolean(one.holds)}}));
    }
    return Json::object({{"value", Json::boolean(readOnly.readOnly)}, {"evidence", Json::array(std::move(evidence))}});
}

Value appendingOf(const StoreInfo &info) {
    const bool can = info.notAppendable.empty();
    std::string words = can ? "yes" : "no";
    std::vector<Json> because;
    for (const std::string &why : info.notAppendable) {
        words += (because.empty() ? ", because " : "; ") + why;
        because.push_back(Json::string(why));
    }
    return Value::json(Json::object({{"value", Json::boolean(can)}, {"because", Json::array(std::move(because))}}))
        .shownAs(words);
}

Value rungOf(const StoreInfo &info, std::string_view rung) {
    const auto &evidence = info.readOnly.evidence;
    const auto found = std::ranges::find(evidence, rung, &Evidence::rung);
    return found == evidence.end() ? Value() : Value::text(found->statement);
}

Value serverOf(const StoreInfo &info) { return info.server.empty() ? Value() : Value::text(info.server); }

} // namespace eventscope::cli
