// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/errand.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <utility>

namespace eventscope {

struct Errand::Shared {
    enum class Stage { Offered, Begun, Done };
    std::function<void()> work;
    std::mutex mutex;
    std::condition_variable ended;
    Stage stage = Stage::Offered;

    /// False: somebody else has it.
    bool claim() {
        const std::scoped_lock lock(mutex);
        return std::exchange(stage, stage == Stage::Offered ? Stage::Begun : stage) == Stage::Offered;
    }
    void run() {
        work();
        const std::scoped_lock lock(mutex);
        stage = Stage::Done;
        ended.notify_all();
    }
    void wait() {
        std::unique_lock lock(mutex);
        ended.wait(lock, [this] { return stage == Stage::Done; });
    }
};

Errand::Errand(std::function<void()> work, Executor *workers) : m_shared(std::make_shared<Shared>()) {
    m_shared->work = std::move(work);
    if (!workers) return;
    try {
        workers->run([shared = m_shared] {
            if (shared->claim()) shared->run();
        });
    } catch (const std::exception &) {
        return; // no thread is to be had: finish() does it
    }
}

Errand::~Errand() {
    if (m_shared && !m_shared->claim()) m_shared->wait();
}

void Errand::finish() {
    if (m_shared->claim()) return m_shared->run();
    m_shared->wait();
}

} // namespace eventscope
