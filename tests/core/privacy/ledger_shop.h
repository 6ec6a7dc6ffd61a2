// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure_ledger.h"
#include "core/privacy/erasure_request.h"
#include "tests/core/privacy/sealed_shop.h"

#include <memory>
#include <string>

namespace eventscope::testing {

/// A sealed shop with its keys and its ledger, for each test of a class anew.
class LedgerShop {
  protected:
    void openLedger() {
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = std::make_unique<ErasureLedger>(must(ErasureLedger::open(m_shop->path("shop.ledger"), *m_keys)));
    }
    void closeLedger() {
        m_ledger.reset();
        m_keys.reset();
    }
    /// As before another process opens them.
    void closeAll() {
        closeLedger();
        m_shop->vault->close();
        m_shop->store.reset();
    }
    /// As a new process finds it.
    void reopen() {
        m_shop->reopen();
        openLedger();
    }

    static ErasureRequest request(const std::string &person = "p1", const std::string &id = "E-1") {
        ErasureRequest made;
        made.erasure = id;
        made.subject = {person};
        made.reason = "Art17-1a";
        made.by = "dpo";
        return made;
    }

    std::unique_ptr<SealedShop> m_shop;
    std::shared_ptr<KeyVault> m_keys;
    std::unique_ptr<ErasureLedger> m_ledger;
};

} // namespace eventscope::testing
