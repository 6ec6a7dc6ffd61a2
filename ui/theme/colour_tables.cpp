// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colour_tables.h"

namespace eventscope::ui {

namespace {

constexpr Colours kLight{
    .roles =
        {
            0xfff2f4f6, // Window
            0xffffffff, // Base
            0xfff7f8fa, // Raised
            0xffd3d9df, // Border
            0xff1b2027, // Text
            0xff566069, // TextQuiet
            0xff656e77, // TextDimmed
            0xff0b5cad, // Accent
            0xffffffff, // OnAccent
            0xffcfe3f7, // Selection
            0xff14202c, // OnSelection
            0xffffedc9, // AsOf
            0xff5f3d00, // OnAsOf
            0xff0a5aa6, // Added
            0xff9d4500, // Removed
            0xff77399c, // Changed
            0xffe0eefb, // AddedBack
            0xfffde9da, // RemovedBack
            0xfff1e5f8, // ChangedBack
            0xff176b3a, // Good
            0xff0a5aa6, // Info
            0xff815400, // Warning
            0xffb3261e, // Error
            0xff176b3a, // Development
            0xff6a4fb0, // Test
            0xffb3261e, // Production
            0xffffffff, // OnEnvironment
            0xff76808b, // Outline
            0xff828b95, // Handle
            0xff8b949e, // SeriesRest
        },
    // blue, vermilion, green, purple, orange, sky blue, yellow, black
    .series = {0xff0072b2, 0xffd55e00, 0xff00916a, 0xffb8578f, 0xffb57d00, 0xff2f8fc4, 0xff8f8600, 0xff2b3036},
};

constexpr Colours kDark{
    .roles =
        {
            0xff20252b, // Window
            0xff171b20, // Base
            0xff272d34, // Raised
            0xff3a424b, // Border
            0xffe4e8ec, // Text
            0xffa2acb7, // TextQuiet
            0xff8d98a4, // TextDimmed
            0xff6db3f2, // Accent
            0xff0b1824, // OnAccent
            0xff224a6e, // Selection
            0xfff2f6fa, // OnSelection
            0xff4a380f, // AsOf
            0xfff7d893, // OnAsOf
            0xff74b7f5, // Added
            0xfff0a15e, // Removed
            0xffcf9fe8, // Changed
            0xff1b3349, // AddedBack
            0xff45301d, // RemovedBack
            0xff3a2a47, // ChangedBack
            0xff6cc48d, // Good
            0xff74b7f5, // Info
            0xffe9b854, // Warning
            0xfff28b82, // Error
            0xff8fd9ab, // Development
            0xffc3b1f5, // Test
            0xfff59a92, // Production
            0xff14181c, // OnEnvironment
            0xff7a8490, // Outline
            0xff707a86, // Handle
            0xff77828e, // SeriesRest
        },
    .series = {0xff3a9bdc, 0xffe8743b, 0xff1bb48a, 0xffd68ab8, 0xffe69f00, 0xff7cc7f0, 0xffe8dc4a, 0xffc9d0d8},
};

// Black on white: hues are kept dark, so that what is marked by them stands out as its text does.
constexpr Colours kContrastLight{
    .roles =
        {
            0xffffffff, // Window
            0xffffffff, // Base
            0xfff0f0f0, // Raised
            0xff000000, // Border
            0xff000000, // Text
            0xff262626, // TextQuiet
            0xff4d4d4d, // TextDimmed
            0xff00329c, // Accent
            0xffffffff, // OnAccent
            0xff00276e, // Selection
            0xffffffff, // OnSelection
            0xff000000, // AsOf
            0xffffe066, // OnAsOf
            0xff00418a, // Added
            0xff7a2e00, // Removed
            0xff5c1a85, // Changed
            0xffe6f1ff, // AddedBack
            0xfffff0e3, // RemovedBack
            0xfff6e9ff, // ChangedBack
            0xff00491f, // Good
            0xff00418a, // Info
            0xff5e3a00, // Warning
            0xff8f0f0a, // Error
            0xff00491f, // Development
            0xff43208f, // Test
            0xff8f0f0a, // Production
            0xffffffff, // OnEnvironment
            0xff000000, // Outline
            0xff000000, // Handle
            0xff595959, // SeriesRest
        },
    .series = {0xff005a94, 0xff9e3f00, 0xff00664a, 0xff8a2a64, 0xff7a5200, 0xff1f6c99, 0xff615b00, 0xff000000},
};

constexpr Colours kContrastDark{
    .roles =
        {
            0xff000000, // Window
            0xff000000, // Base
            0xff1a1a1a, // Raised
            0xffffffff, // Border
            0xffffffff, // Text
            0xffe0e0e0, // TextQuiet
            0xffb8b8b8, // TextDimmed
            0xff7fd4ff, // Accent
            0xff000000, // OnAccent
            0xffa8dcff, // Selection
            0xff000000, // OnSelection
            0xffffe066, // AsOf
            0xff000000, // OnAsOf
            0xff8ccbff, // Added
            0xffffb27a, // Removed
            0xffe3bfff, // Changed
            0xff00233f, // AddedBack
            0xff3a1e00, // RemovedBack
            0xff2e0f42, // ChangedBack
            0xff7ae6a4, // Good
            0xff8ccbff, // Info
            0xffffd166, // Warning
            0xffffa8a0, // Error
            0xff9df0bb, // Development
            0xffd6c8ff, // Test
            0xffffa8a0, // Production
            0xff000000, // OnEnvironment
            0xffffffff, // Outline
            0xffffffff, // Handle
            0xffa6a6a6, // SeriesRest
        },
    .series = {0xff5bb8f5, 0xffff9a61, 0xff3fdcae, 0xfff0a8d2, 0xffffbf33, 0xff9fdcff, 0xfff5ea66, 0xffffffff},
};

} // namespace

const Colours &coloursOf(Scheme scheme) {
    switch (scheme) {
    case Scheme::Light:
        return kLight;
    case Scheme::Dark:
        return kDark;
    case Scheme::ContrastLight:
        return kContrastLight;
    case Scheme::ContrastDark:
        return kContrastDark;
    }
    return kLight;
}

} // namespace eventscope::ui
