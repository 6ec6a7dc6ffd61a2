// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace eventscope::gui {

class Stage;

/// One thing to see of the window: how to get there from the shot before, and when it is there.
struct Shot {
    const char *name;       ///< of its picture, without suffix; empty: only leads on
    void (*begin)(Stage &); ///< leads to what is to be seen
    bool (*ready)(Stage &); ///< true once it is there
};

/// The shots of one place, in the order in which they follow from each other. Each leaves the window as it found it.
/// To show something new: a line in the table of its place, and a function that leads to it.
struct Chapter {
    std::span<const Shot> shots;
    bool needsStore = true;
};

[[nodiscard]] Chapter welcomeShots();
[[nodiscard]] Chapter connectionShots();
[[nodiscard]] Chapter oddStoreShots();
[[nodiscard]] Chapter waitingShots();
[[nodiscard]] Chapter damageShots();
[[nodiscard]] Chapter connectionTestShots();
[[nodiscard]] Chapter logShots();
[[nodiscard]] Chapter filterShots();
[[nodiscard]] Chapter inspectorShots();
[[nodiscard]] Chapter noteShots();
[[nodiscard]] Chapter processShots();
[[nodiscard]] Chapter privacyShots();
[[nodiscard]] Chapter vaultShots();
[[nodiscard]] Chapter projectionShots();
[[nodiscard]] Chapter timelineShots();
[[nodiscard]] Chapter cursorShots();
[[nodiscard]] Chapter streamShots();
[[nodiscard]] Chapter timeShots();
[[nodiscard]] Chapter helpShots();
[[nodiscard]] Chapter productionShots();
[[nodiscard]] Chapter oddEventShots();
[[nodiscard]] Chapter severalStoresShots();

/// All of them, in the order of the tour; those that need no store when there is none.
[[nodiscard]] std::vector<Shot> allShots(bool hasStore);

/// For shots that are there at once.
inline bool atOnce(Stage &) { return true; }

/// \name A member of Stage as what begins a shot, or as what makes it ready
/// @{
template <auto Member>
void does(Stage &stage) {
    (stage.*Member)();
}
template <auto Member>
bool is(Stage &stage) {
    return (stage.*Member)();
}
/// @}

} // namespace eventscope::gui
