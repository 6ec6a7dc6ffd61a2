// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_stream.h"

#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

namespace eventscope::testing {
namespace {

std::string randomScalar() {
    static const std::vector<std::string> kScalars = {"null", "true",   "false", "1",  "1.0",
                                                      "-2",   R"("x")", R"("")", "{}", "[]"};
    return kScalars[draw(kScalars.size())];
}

std::string randomObject(int depth) {
    std::string text = "{";
    for (const char *name : {"p", "q", "r/s"}) {
        if (draw(2) == 0) continue;
        if (text.size() > 1) text += ",";
        text.append("\"").append(name).append("\":");
        text += depth > 0 && draw(3) == 0 ? randomObject(depth - 1) : randomScalar();
    }
    return text + "}";
}

std::string randomArray() {
    std::vector<int> ids(6);
    std::iota(ids.begin(), ids.end(), 1);
    for (std::size_t i = 0; i < ids.size(); ++i)
        std::swap(ids[i], ids[i + draw(ids.size() - i)]);
    ids.resize(draw(ids.size()));
    std::string text;
    for (const int id : ids) {
        if (!text.empty()) text += ",";
        text += R"({"id":)" + std::to_string(id) + R"(,"v":)" + (draw(3) == 0 ? randomObject(1) : randomScalar()) + "}";
    }
    return "[" + text + "]";
}

} // namespace

std::size_t draw(std::size_t below) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, below));
}

FoldPtr basketFold() {
    return declared(R"({
      "fold": "Basket", "version": 2, "initial": {"items": [], "total": 0, "isOpen": true},
      "on": { "Added": [ {"upsert": "/items", "key": "id", "from": ""}, {"add": "/total", "from": "/price"} ],
              "Removed": [ {"remove": "/items", "key": "id", "from": "/id"} ],
              "Noted": [ {"set": "/notes", "at": "/id", "from": "$version"} ],
              "Closed": [ {"set": "/isOpen", "value": false} ] } })");
}

std::vector<TestEvent> randomBasket(std::size_t eventsMax) {
    std::vector<TestEvent> events;
    for (std::size_t i = draw(eventsMax + 1); i > 0; --i) {
        const std::string id = std::to_string(draw(6));
        switch (draw(9)) {
        case 0:
            events.push_back({"Removed", R"({"id":)" + id + "}"});
            break;
        case 1:
            events.push_back({"Noted", R"({"id":)" + id + "}"});
            break;
        case 2:
            events.push_back({"Closed"});
            break;
        case 3:
            events.push_back({"Unknown" + id});
            break;
        case 4:
            events.push_back({"Added", R"({"id":)" + id + "}"});
            break; // no price: fails
        case 5:
            events.push_back({"Added", "{broken"});
            break;
        default:
            events.push_back({"Added", R"({"id":)" + id + R"(,"price":)" + std::to_string(draw(90)) + ".50}"});
            break;
        }
    }
    return events;
}

std::vector<TestEvent> randomDocuments(std::size_t eventsMax) {
    std::vector<TestEvent> events;
    for (std::size_t i = draw(eventsMax + 1); i > 0; --i) {
        std::string data = R"({"o":)" + randomObject(2);
        if (draw(2) == 0) data += R"(,"list":)" + randomArray();
        if (draw(3) == 0) data += R"(,"s":)" + randomScalar();
        events.push_back({"Changed", data + "}"});
    }
    return events;
}

} // namespace eventscope::testing
