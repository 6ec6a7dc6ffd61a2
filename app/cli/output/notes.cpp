// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/notes.h"

#include "core/base/text.h"

#include <cmath>
#include <unistd.h>

namespace eventscope::cli {

namespace {

constexpr std::chrono::milliseconds kQuietStart{500};
constexpr std::chrono::milliseconds kEvery{100};

} // namespace

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t place = text.size(); place > 3; place -= 3)
        text.insert(place - 3, ",");
    return text;
}

std::string progressText(ProgressStep step, double seconds) {
    std::string text = grouped(step.done);
    if (step.total > 0) text += " of " + grouped(step.total);
    text += " done";
    if (seconds <= 0 || step.done == 0) return text;
    const double rate = static_cast<double>(step.done) / seconds;
    text += ", " + grouped(static_cast<std::uint64_t>(rate)) + " a second";
    if (step.total > step.done) {
        const double left = static_cast<double>(step.total - step.done) / rate;
        text += ", " + grouped(static_cast<std::uint64_t>(std::llround(left))) + " s left";
    }
    return text;
}

Notes::Notes(int fd) : m_fd(fd), m_terminal(::isatty(fd) == 1) {}

Notes::~Notes() { clearProgress(); }

void Notes::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(m_fd, text.data(), text.size());
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

void Notes::note(std::string_view text) {
    if (m_quiet) return;
    clearProgress();
    write(safeText(text, LineBreaks::Keep) + "\n");
}

void Notes::error(const Error &error) {
    clearProgress();
    write("eventscope-cli: " + safeText(describe(error), LineBreaks::Escape) + "\n");
}

void Notes::report(ProgressStep step) {
    if (!m_terminal || m_quiet) return;
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    if (step.done < m_done) m_begin = now; // the next stage of the work
    m_done = step.done;
    if (now - m_begin < kQuietStart || now - m_shown < kEvery) return;
    m_shown = now;
    const std::string text = progressText(step, std::chrono::duration<double>(now - m_begin).count());
    const std::size_t fill = m_shownColumns > text.size() ? m_shownColumns - text.size() : 0;
    m_shownColumns = text.size();
    write("\r" + text + std::string(fill, ' '));
}

void Notes::clearProgress() {
    const std::lock_guard lock(m_mutex);
    if (m_shownColumns == 0) return;
    write("\r" + std::string(m_shownColumns, ' ') + "\r");
    m_shownColumns = 0;
}

} // namespace eventscope::cli
