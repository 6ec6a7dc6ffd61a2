// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/transformation.h"
#include "tests/core/privacy/sealed_shop.h"

#include <memory>
#include <string>
#include <vector>

namespace eventscope::testing {

/// A shop whose streams are transformed, with its ledger.
class TransformedShop {
  public:
    TransformedShop() { openLedger(); }

    void openLedger() {
        keys = must(shop.vault->unlocked());
        ledger = std::make_unique<ErasureLedger>(must(ErasureLedger::open(path("shop.ledger"), *keys)));
    }
    void closeAll() {
        ledger.reset();
        keys.reset();
        shop.vault->close();
        shop.store.reset();
    }
    [[nodiscard]] std::string path(const char *name) const {
        return shop.folder.filePath(QLatin1String(name)).toStdString();
    }

    static TransformationTask task(const std::string &source, const std::string &rules, const std::string &id = "T-1") {
        TransformationTask made;
        made.id = id;
        made.source = {source};
        made.target = transformedStream(made.source, id);
        made.rules = must(TransformationRules::parse(
            rules.starts_with('[') ? R"({"transformation": 1, "rules": )" + rules + "}" : rules));
        made.secret = Secret("sixteen bytes and more");
        return made;
    }
    static TransformationReason why() { return {"dpo", "Art17-1a", {}}; }

    Result<TransformationPreview> preview(const TransformationTask &what, const std::vector<std::string> &literals = {},
                                          std::vector<EventPreview> *events = nullptr) {
        const StoreProtection protection = shop.protection(nullptr);
        const TransformationSources sources{shop.store->reader(), protection, keys.get()};
        return previewTransformation(sources, what, literals,
                                     [&](const EventPreview &event) -> Result<void> {
                                         if (events) events->push_back(event);
                                         return {};
                                     },
                                     {});
    }
    Result<TransformationResult> apply(const TransformationTask &what, const std::vector<std::string> &literals = {}) {
        const StoreProtection protection = shop.protection(nullptr);
        const TransformationWorld world{*shop.store, protection, keys.get(), ledger.get(), shop.clock};
        return transformStream(world, what, why(), literals, {});
    }
    Result<CopyVerdict> check(const TransformationTask &what, const std::vector<std::string> &literals = {}) {
        const StoreProtection protection = shop.protection(nullptr);
        const TransformationSources sources{shop.store->reader(), protection, keys.get()};
        return checkCopy(sources, what, literals, {});
    }
    [[nodiscard]] std::vector<PlainEvent> stream(const std::string &name) const {
        return readStream(shop.store->reader(), name);
    }
    /// What people read of a stream.
    [[nodiscard]] std::vector<std::string> shown(const std::string &name) {
        const auto lens = must(lensesOf({}, shop.protection(nullptr))).forPeople;
        Query query;
        query.from = Selector::stream({name});
        query.fields = Fields::Data | lens->fields();
        std::vector<std::string> all;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            ES_ASSIGN(readable, lens->open(std::move(batch)));
            for (std::size_t row = 0; row < readable.rows(); ++row)
                all.emplace_back(readable[row].payload().bytes);
            return Flow::More;
        });
        must(shop.store->reader().scan(query, sink, {}));
        return all;
    }
    [[nodiscard]] std::vector<std::string> acts() const {
        std::vector<std::string> all;
        for (const LedgerEntry &entry : ledger->entries())
            all.push_back(entry.act);
        return all;
    }

    SealedShop shop;
    std::shared_ptr<KeyVault> keys;
    std::unique_ptr<ErasureLedger> ledger;
};

} // namespace eventscope::testing
